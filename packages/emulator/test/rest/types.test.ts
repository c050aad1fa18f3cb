import { describe, expect, it } from 'vitest';
import { start } from '../world.ts';

describe('a value of another type than documented is refused:', () => {
  const spelling = 'a List of Objects, each with from, a List of Strings, and to, a String';
  it.each<[params: object, error: string]>([
    [{ prompt: 1 }, 'prompt must be a String'],
    [{ language_code: ['en'] }, 'language_code must be a String'],
    [{ keyterms_prompt: 'Ada' }, 'keyterms_prompt must be a List of Strings'],
    [{ redact_pii_policies: ['date', 1] }, 'redact_pii_policies must be a List of Strings'],
    [{ speaker_options: [] }, 'speaker_options must be an Object'],
    [
      { language_detection_options: { fallback_language: 1 } },
      'language_detection_options.fallback_language must be a String',
    ],
    [
      { language_detection_options: { code_switching: 'a' } },
      'language_detection_options.code_switching must be a Boolean',
    ],
    [{ custom_spelling: [{ from: 'ada', to: 'Ada' }] }, `custom_spelling must be ${spelling}`],
    [{ custom_spelling: {} }, `custom_spelling must be ${spelling}`],
  ])('%j', async (params, error) => {
    const { client } = await start();
    const response = await client.post('/v2/transcript', { audio_url: 'a', ...params });
    expect([response.status, await response.json()]).toEqual([400, { error }]);
  });

  it('null is what was not sent', async () => {
    const { client } = await start();
    const params = { prompt: null, keyterms_prompt: null, speaker_options: null, custom_spelling: null };
    expect((await client.post('/v2/transcript', { audio_url: 'a', ...params })).status).toBe(200);
  });
});
