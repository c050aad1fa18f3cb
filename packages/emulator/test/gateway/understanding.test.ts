import { describe, expect, it } from 'vitest';
import { understand as understandAlone } from '../../src/gateway/understanding.ts';
import type { ProjectJobs } from '../../src/jobs.ts';
import { engineThatHears, start } from '../world.ts';
import { melody, toWav } from '../wav.ts';

const path = '/v1/understanding';
const custom_formatting = { date: 'mm/dd/yyyy', format_utterances: true };
const speaker_identification = { speaker_type: 'role', known_values: ['host'] };

async function heard(params: object = { speaker_labels: true }, options: object = {}) {
  const engine = engineThatHears(
    ...['Call', 'on', '2024-12-25.'].map((text) => ({ text, speaker: 'A' })),
    ...['I', 'will.'].map((text) => ({ text, speaker: 'B' })),
  );
  const { client } = await start({ engine, ...options });
  const { id } = await client.transcribe(toWav([melody(1, 8000, 1)], 8000), params);
  async function understand(request: object, extra: object = { transcript_id: id }): Promise<[number, unknown]> {
    const response = await client.post(path, { ...extra, speech_understanding: { request } });
    return [response.status, await response.json()];
  }
  return { client, id, understand };
}

describe('understanding a transcript afterwards', () => {
  it('writes dates anew, in the text and in the utterances', async () => {
    const { understand } = await heard();
    expect(await understand({ custom_formatting })).toEqual([
      200,
      {
        request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
        speech_understanding: {
          request: { custom_formatting },
          response: {
            custom_formatting: {
              status: 'success',
              mapping: { '2024-12-25': '12/25/2024' },
              formatted_text: 'Call on 12/25/2024. I will.',
              formatted_utterances: [
                expect.objectContaining({ speaker: 'A', text: 'Call on 12/25/2024.' }) as unknown,
                expect.objectContaining({ speaker: 'B', text: 'I will.' }) as unknown,
              ],
            },
          },
        },
      },
    ]);
  });

  it('is not kept', async () => {
    const { client, id, understand } = await heard();
    const before = await client.look(id);
    await understand({ custom_formatting });
    expect(await client.look(id)).toEqual(before);
  });

  it('makes nothing up: what it cannot do is unavailable, with the reason', async () => {
    const { understand } = await heard();
    const [status, answer] = await understand({
      translation: { target_languages: ['de'] },
      speaker_identification,
      action_items: {},
      summarization: { summary_type: 'bullets' },
    });
    expect(status).toBe(200);
    const unavailable = { status: 'unavailable', reason: expect.stringContaining('fixture') as unknown };
    expect(answer).toMatchObject({
      speech_understanding: {
        response: {
          translation: unavailable,
          speaker_identification: unavailable,
          action_items: unavailable,
          summarization: unavailable,
        },
      },
    });
    expect(answer).not.toHaveProperty('translated_texts');
  });

  it('takes a text sent along', async () => {
    const { understand } = await heard();
    const [status, answer] = await understand({ custom_formatting }, { text: 'On 2024-01-02.' });
    expect([status, answer]).toMatchObject([
      200,
      { speech_understanding: { response: { custom_formatting: { formatted_text: 'On 01/02/2024.' } } } },
    ]);
  });
});

describe('understanding is refused', () => {
  it.each([
    ['without a task', {}, 'speech_understanding.request is required'],
    ['for an unknown task', { guessing: {} }, 'speech_understanding.request.guessing is not supported'],
    ['for a task of the prototype', { constructor: {} }, 'speech_understanding.request.constructor is not supported'],
    ['without languages', { translation: { target_languages: [] } }, 'translation: target_languages is required'],
    ['without a kind of summary', { summarization: {} }, 'summarization: summary_type must be paragraph or bullets'],
    ['for another effort', { action_items: { effort: 'high' } }, 'action_items: effort must be low or medium'],
    [
      'for roles without names',
      { speaker_identification: { speaker_type: 'role' } },
      'speaker_identification: known_values or speakers is required for role',
    ],
  ])('%s, there and at validate', async (_what, request, error) => {
    const { client, id, understand } = await heard();
    const refused = [400, { code: 400, metadata: { errors: [error] } }];
    expect(await understand(request)).toMatchObject(refused);
    const validated = await client.post(`${path}/validate`, { transcript_id: id, speech_understanding: { request } });
    expect([validated.status, await validated.json()]).toMatchObject(refused);
  });

  it('for speakers where voices were not told apart', async () => {
    const { understand } = await heard({});
    const refused = [400, { metadata: { errors: ['speaker_labels or multichannel required'] } }];
    expect(await understand({ speaker_identification })).toMatchObject(refused);
    const translation = { target_languages: ['de'], match_original_utterance: true };
    expect(await understand({ translation })).toMatchObject(refused);
  });

  it('for an unknown transcript, and for none', async () => {
    const { understand } = await heard();
    const unknown = await understand({ custom_formatting }, { transcript_id: 'gone' });
    expect(unknown).toMatchObject([404, { code: 404, message: 'transcript not found' }]);
    expect(await understand({ custom_formatting }, {})).toMatchObject([400, {}]);
  });

  it('above the limit, with its own headers', async () => {
    const { client, id } = await heard({}, { llmRequestsPerMinute: 1 });
    const body = { transcript_id: id, speech_understanding: { request: { custom_formatting } } };
    const responses = [await client.post(path, body), await client.post(path, body)];
    expect(responses.map(({ status }) => status)).toEqual([200, 429]);
    const names = ['x-ratelimit-service', 'x-ratelimit-feature'];
    expect(names.map((name) => responses[1]?.headers.get(name))).toEqual(['speech-understanding', 'understanding']);
  });
});

it('a valid request is valid', async () => {
  const { client, id } = await heard();
  const body = { transcript_id: id, speech_understanding: { request: { custom_formatting } } };
  expect((await client.post(`${path}/validate`, body)).status).toBe(200);
});

it('what the results carry is the answer, with the texts that belong to it', () => {
  const response = { translation: { status: 'success' }, action_items: { status: 'unavailable', reason: 'none' } };
  const results = {
    text: 'Hi.',
    words: [],
    utterances: [],
    translated_texts: { de: 'Hallo.' },
    speech_understanding: { request: {}, response },
  };
  const job = { params: { audio_url: '' }, status: 'completed', deleted: undefined, results } as const;
  const jobs: ProjectJobs = { get: () => job };
  const request = { translation: { target_languages: ['de'] }, action_items: {} };
  expect(understandAlone({ transcript_id: 'a', speech_understanding: { request } }, jobs)).toMatchObject({
    speech_understanding: {
      response: { translation: { status: 'success' }, action_items: { status: 'unavailable' } },
    },
    translated_texts: { de: 'Hallo.' },
    words: [],
  });
});
