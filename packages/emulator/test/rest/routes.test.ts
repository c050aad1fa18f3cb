import { describe, expect, it } from 'vitest';
import { connect } from '../client.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, engineThatWaits, start } from '../world.ts';

const wav = toWav([melody(1, 16_000, 1)], 16_000);
const invalidKey = { error: 'Authentication error, API token missing/invalid' };
const unknownId = { error: 'Transcript lookup error, transcript id not found' };

async function refusal(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/json');
  return [response.status, await response.json()];
}

describe('a request is refused in the words of the API:', () => {
  it('without a key, on every route but the list of models', async () => {
    const { emulator } = await start();
    const routes: [method: string, path: string][] = [
      ['POST', '/v2/upload'],
      ['POST', '/v2/transcript'],
      ['GET', '/v2/transcript/some-id'],
      ['GET', '/v2/transcript/some-id/srt'],
    ];
    for (const [method, path] of routes) {
      expect(await refusal(await fetch(emulator.url + path, { method }))).toEqual([401, invalidKey]);
    }
  });

  it('with a key that is unknown, where keys are given', async () => {
    const { emulator } = await start({ engine: 'fixtures', keys: ['right', 'also-right'] });
    for (const wrong of ['wrong', 'Right', 'right,also-right', 'Bearer right']) {
      expect(await refusal(await connect(emulator.url, wrong).get('/v2/transcript/x'))).toEqual([401, invalidKey]);
    }
    expect(await refusal(await connect(emulator.url, 'also-right').get('/v2/transcript/x'))).toEqual([400, unknownId]);
  });

  it.each(['', '/srt', '/vtt'])('for an unknown transcript: /v2/transcript/{id}%s', async (rest) => {
    const { client } = await start();
    expect(await refusal(await client.get(`/v2/transcript/unknown${rest}`))).toEqual([400, unknownId]);
  });

  it.each([
    ['no audio_url', {}, 'Transcript creation error, audio_url not found'],
    ['an empty audio_url', { audio_url: '' }, 'Transcript creation error, audio_url not found'],
    ['an audio_url that is no text', { audio_url: 7 }, 'Transcript creation error, audio_url not found'],
    ['a list', [], 'Transcript creation error, audio_url not found'],
    ['speaker_labels: "true"', { audio_url: 'a', speaker_labels: 'true' }, 'speaker_labels must be a Boolean'],
    ['format_text: 1', { audio_url: 'a', format_text: 1 }, 'format_text must be a Boolean'],
    ['half a JSON', '{"audio_url": ', 'Invalid JSON in request body'],
    ['a JSON that is no object', '"audio_url"', 'Invalid JSON in request body'],
    ['nothing', '', 'Invalid JSON in request body'],
  ])('for a job with %s', async (_what, body, error) => {
    const { client } = await start();
    expect(await refusal(await client.post('/v2/transcript', body))).toEqual([400, { error }]);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/v2/transcripts'],
    ['PUT', '/v2/upload'],
    ['GET', '/v2/upload/'],
    ['GET', '/v2/transcript/a/srt/b'],
  ])('for an unknown route: %s %s', async (method, path) => {
    const { emulator } = await start();
    const response = await fetch(emulator.url + path, { method, headers: { authorization: 'a' } });
    expect(await refusal(response)).toEqual([404, { error: 'Not found' }]);
  });

  it('for an empty upload, as plain text', async () => {
    const { client } = await start();
    const response = await client.post('/v2/upload', '');
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toBe(
      'Upload failed, please try again. If you continue to have issues please reach out to support@assemblyai.com',
    );
  });
});

describe('captions are refused', () => {
  it('in a format that does not exist', async () => {
    const { client } = await start({ engine: engineThatHears({}) });
    const { id } = await client.transcribe(wav);
    const response = await client.get(`/v2/transcript/${id}/txt`);
    expect([response.status, await response.text()]).toEqual([404, '404: Not Found']);
  });

  it('while the job is not done, and when it has failed', async () => {
    const slow = engineThatWaits();
    const { client } = await start({ engine: slow.engine });
    const { id } = await client.create({ audio_url: await client.upload(wav) });
    await slow.started;
    expect(await refusal(await client.get(`/v2/transcript/${id}/srt`))).toEqual([
      400,
      { error: 'Transcript is not completed, its status is processing' },
    ]);
    const failed = await client.transcribe('no audio');
    expect((await refusal(await client.get(`/v2/transcript/${failed.id}/vtt`)))[0]).toBe(400);
  });

  it.each(['0', '-1', 'NaN', 'many', '', '1.5', 'Infinity'])('for chars_per_caption=%s', async (chars) => {
    const { client } = await start({ engine: engineThatHears({}) });
    const { id } = await client.transcribe(wav);
    expect(await refusal(await client.get(`/v2/transcript/${id}/srt?chars_per_caption=${chars}`))).toEqual([
      400,
      { error: 'chars_per_caption must be a positive integer' },
    ]);
  });
});
