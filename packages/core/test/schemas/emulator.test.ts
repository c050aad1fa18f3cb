import { type Emulator, type SpeechEngine, samples, startEmulator } from '@earmark/emulator';
import { readFile } from 'node:fs/promises';
import type * as z from 'zod/mini';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as schemas from '../../src/schemas/index.ts';
import { transcriptFields } from '../../src/schemas/transcript-fields.ts';

// Every answer comes from the emulator, which knows the wire by itself.
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures' });
});
afterAll(() => emulator.close());

const job = '/v2/transcript';
const headers = { authorization: 'key' };
const words = { speaker_labels: true, auto_highlights: true, sentiment_analysis: true, entity_detection: true };
const more = { iab_categories: true, content_safety: true, summarization: true, webhook_auth_header_name: 'x-secret' };
const tasks = {
  translation: { target_languages: ['es'] },
  speaker_identification: { speaker_type: 'name' },
  custom_formatting: { date: 'mm/dd/yyyy', format_utterances: true },
  action_items: {},
  summarization: { summary_type: 'bullets' },
};
const redaction = { redact_pii: true, redact_pii_return_unredacted: true, redact_pii_audio: true };
const everything = {
  ...words,
  ...more,
  ...redaction,
  webhook_auth_header_value: 'secret',
  speech_understanding: { request: tasks },
};

async function fetchJson(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<unknown> {
  const sent = body === undefined ? {} : { body: body instanceof Buffer ? body : JSON.stringify(body) };
  const response = await fetch(emulator.url + path, { method, headers, ...sent });
  expect(response.status).toBe(200);
  return await response.json();
}

async function ask<T>(schema: z.ZodMiniType<T>, path: string, body?: unknown, method?: string): Promise<T> {
  return accepted(schema, await fetchJson(path, body, method));
}

function accepted<T>(schema: z.ZodMiniType<T>, answer: unknown): T {
  const { data, error } = schema.safeParse(answer);
  expect(error?.issues).toBeUndefined();
  // Nothing is lost on the way, and nothing is made up that was there.
  expect(data).toEqual(answer);
  return data as T;
}

async function settled(id: string): Promise<schemas.Transcript> {
  for (let looks = 0; looks < 500; looks += 1) {
    const transcript = await ask(schemas.transcriptSchema, `${job}/${id}`);
    if (transcript.status === 'completed' || transcript.status === 'error') return transcript;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the job does not end');
}

// A recording goes with its transcript when that is deleted, so every job has its own.
async function create(params: object = {}): Promise<schemas.Transcript> {
  const { upload_url } = await ask(schemas.uploadSchema, '/v2/upload', await readFile(samples.meeting.audio));
  return await ask(schemas.transcriptSchema, job, { audio_url: upload_url, ...params });
}

describe('a job', () => {
  it('parses from queued to deleted, and every key of it is known', async () => {
    const queued = await create(everything);
    expect(queued.status).toBe('queued');
    const completed = await settled(queued.id);
    expect(completed.status).toBe('completed');
    const scrubbed = await ask(schemas.transcriptSchema, `${job}/${queued.id}`, undefined, 'DELETE');
    expect(scrubbed).toMatchObject({ status: 'completed', words: null, text: 'Deleted by user.' });
    const known = new Set([...Object.keys(transcriptFields), 'status']);
    const emitted = [queued, completed, scrubbed].flatMap(Object.keys);
    expect(emitted.filter((key) => !known.has(key))).toEqual([]);
    expect(emitted.length).toBeGreaterThan(200);
  });

  it('parses while it is processed', async () => {
    const endless: SpeechEngine = {
      name: 'endless',
      recognise: (_sound, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('closed')))),
    };
    await using slow = await startEmulator({ engine: endless });
    const post = { method: 'POST', headers };
    const upload = await fetch(`${slow.url}/v2/upload`, { ...post, body: await readFile(samples.meeting.audio) });
    const audio_url = schemas.uploadSchema.parse(await upload.json()).upload_url;
    const created = await fetch(slow.url + job, { ...post, body: JSON.stringify({ audio_url }) });
    let seen = accepted(schemas.transcriptSchema, await created.json());
    for (let looks = 0; seen.status === 'queued' && looks < 500; looks += 1) {
      const answer = await fetch(`${slow.url}${job}/${seen.id}`, { headers });
      seen = accepted(schemas.transcriptSchema, await answer.json());
    }
    expect([seen.status, seen.text]).toEqual(['processing', null]);
  });

  it('that failed parses, with why', async () => {
    const { id } = await create({ speech_threshold: 1 });
    const failed = await settled(id);
    expect(failed).toMatchObject({ status: 'error', error: expect.stringContaining('speech threshold') as string });
  });

  it('in a state unheard of, or failed without saying why, does not', async () => {
    const queued = await create();
    for (const wrong of [{ status: 'paused' }, { status: 'error' }, { status: 'completed', words: 'none' }]) {
      expect(schemas.transcriptSchema.safeParse({ ...queued, ...wrong }).success).toBe(false);
    }
  });

  it('that is completed has null where a key was left out', () => {
    const least = { id: 'a', status: 'completed', audio_url: 'https://a' };
    const absent = { text: null, words: null, confidence: null, audio_duration: null };
    expect(schemas.transcriptSchema.parse(least)).toEqual({ ...least, ...absent });
    expect(schemas.transcriptSchema.parse({ ...least, status: 'queued' })).not.toHaveProperty('text');
  });
});

describe('what is made of a transcript', () => {
  let id = '';
  beforeAll(async () => {
    ({ id } = await settled((await create({ ...words, ...redaction })).id));
  });

  it.each<[string, z.ZodMiniType<object>, string]>([
    ['sentences', schemas.sentencesSchema, 'sentences'],
    ['paragraphs', schemas.paragraphsSchema, 'paragraphs'],
    ['word-search?words=the', schemas.wordSearchSchema, 'matches'],
    ['redacted-audio', schemas.redactedAudioSchema, 'redacted_audio_url'],
  ])('%s', async (path, schema, key) => {
    const answer = await ask(schema, `${job}/${id}/${path}`);
    expect(Reflect.get(answer, key)).toHaveProperty('length');
    expect(schema.safeParse({ ...answer, [key]: undefined }).success).toBe(false);
  });

  it('a list', async () => {
    const { transcripts, page_details } = await ask(schemas.transcriptListSchema, `${job}?limit=1`);
    expect(transcripts).toHaveLength(page_details.result_count);
    expect(schemas.transcriptListSchema.safeParse({ transcripts }).success).toBe(false);
  });

  it('understanding', async () => {
    const request = { ...tasks, custom_formatting: { date: 'mm/dd/yyyy', format_utterances: true } };
    const about = { transcript_id: id, speech_understanding: { request } };
    const { speech_understanding } = await ask(schemas.understandingSchema, '/v1/understanding', about);
    expect(Object.keys(speech_understanding.response ?? {})).toEqual(Object.keys(tasks));
  });
});

describe('the gateway', () => {
  const chat = { model: 'any', messages: [{ role: 'user', content: 'The launch is on Friday. When is the launch?' }] };
  const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object', properties: {} } } }];

  it.each([
    ['a completion', chat],
    ['a call', { ...chat, tools, tool_choice: { type: 'function', function: { name: 'look' } } }],
  ])('%s', async (_, body) => {
    const { choices, usage } = await ask(schemas.chatCompletionSchema, '/v1/chat/completions', body);
    expect([choices.length, usage?.total_tokens]).toEqual([1, expect.any(Number)]);
    expect(schemas.chatCompletionSchema.safeParse({ choices: [] }).success).toBe(false);
  });

  it('a completion in pieces', async () => {
    const body = JSON.stringify({ ...chat, tools, stream: true, stream_options: { include_usage: true } });
    const response = await fetch(`${emulator.llmGatewayUrl}/chat/completions`, { method: 'POST', headers, body });
    const lines = (await response.text()).match(/(?<=^data: )\{.*$/gm) ?? [];
    const chunks = lines.map((line) => accepted(schemas.chatCompletionChunkSchema, JSON.parse(line)));
    expect(chunks.flatMap(({ choices }) => choices).length).toBeGreaterThan(2);
    expect(chunks.at(-1)?.choices).toEqual([]);
  });

  it('models', async () => {
    expect((await ask(schemas.modelListSchema, '/v1/models')).data).not.toEqual([]);
  });
});

it.each([false, true])('a clip, heard at once, with timestamps: %s', async (timestamps) => {
  const word = { text: 'Hi', start: 0, end: 90, confidence: 1, speaker: null };
  const engine = { name: 'parrot', recognise: () => Promise.resolve({ words: [word], languageCode: 'en_us' }) };
  await using parrot = await startEmulator({ engine });
  const config = schemas.checkedClipParams({ sample_rate: 8000, channels: 1, timestamps });
  const form = new FormData();
  form.set('config', JSON.stringify(config));
  form.set('audio', new Blob([new Uint8Array(16_000)], { type: 'audio/pcm' }));
  const model = { 'x-aai-model': 'universal-3-5-pro' };
  const response = await fetch(`${parrot.syncUrl}/v1/transcribe`, {
    method: 'POST',
    headers: { ...headers, ...model },
    body: form,
  });
  const clip = accepted(schemas.clipSchema, await response.json());
  expect([clip.text, clip.audio_duration_ms, clip.words[0]?.end]).toEqual(['Hi', 1000, timestamps ? 90 : undefined]);
  expect(schemas.clipSchema.safeParse({ ...clip, words: undefined }).success).toBe(false);
});
