import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { echoDefaults } from '../src/rest/defaults.ts';
import { type Emulator, startEmulator } from '../src/index.ts';
import { connect } from './client.ts';
import { melody, toWav } from './wav.ts';
import { engineThatHears } from './world.ts';

let emulator: Emulator;
let audio_url = '';
let tried = 0;

beforeAll(async () => {
  const engine = engineThatHears({ text: 'Ada', start: 0, end: 400, speaker: 'A' }, { text: 'came.', start: 400 });
  emulator = await startEmulator({ engine, compat: 'e25', script: () => undefined });
  audio_url = await connect(emulator.url).upload(toWav([melody(1, 16_000, 1)], 16_000));
});
afterAll(async () => {
  await emulator.close();
  process.stdout.write(`     Inputs  ${tried} tried\n`);
});

const texts = ['', ' ', 'a', '\0', '\ud800', '__proto__', 'x'.repeat(5_000)];
const others: readonly unknown[] = [null, true, 0, -1, 1.5, 1e308, [], [null], [[]], [{}], ['a', 1], {}, { a: null }];
const wrong: readonly unknown[] = [...texts, ...others, { constructor: 1 }, { length: 2 }];

/** A value, with each part of it in turn replaced by each wrong value. */
function* mutationsOf(value: unknown): Generator {
  yield* wrong;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    for (const mutation of mutationsOf(part)) {
      yield Array.isArray(value) ? value.with(Number(name), mutation) : { ...value, [name]: mutation };
    }
  }
}

/** Sends one body, and fails on what is no answer of a service that goes on. */
async function post(path: string, body: string | FormData | Uint8Array<ArrayBuffer>, headers = {}): Promise<unknown> {
  tried += 1;
  const init = { method: 'POST', headers: { authorization: 'a', ...headers }, body };
  const response = await fetch(`${emulator.url}${path}`, init);
  const text = await response.text();
  const shown = typeof body === 'string' ? body.slice(0, 300) : '';
  if (response.status >= 500) throw new Error(`${response.status} for ${path} ${shown}: ${text}`);
  return response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
}

const task = (request: object): object => ({ speech_understanding: { request } });
const understanding = task({
  translation: { target_languages: ['de'], formal: true, match_original_utterance: true },
  speaker_identification: { speaker_type: 'name', known_values: ['Ada'], speakers: [{ name: 'Ada' }] },
  custom_formatting: { date: 'mm/dd/yyyy', phone_number: '(xxx)xxx-xxxx', email: 'x', format_utterances: true },
  action_items: { effort: 'low' },
  summarization: { summary_type: 'bullets', effort: 'low' },
});
const schema = { type: 'object', properties: { who: { type: 'string', enum: ['Ada'] } }, required: ['who'] };
const response_format = { type: 'json_schema', json_schema: { name: 'who', schema, strict: true } };
const chat = {
  model: 'any',
  max_tokens: 10,
  temperature: 0,
  stream: true,
  stream_options: { include_usage: true },
  messages: [
    { role: 'user', content: [{ type: 'text', text: 'Who came? Ada came.' }] },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'see', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'a', content: 'Ada came.' },
  ],
  tools: [{ type: 'function', function: { name: 'see', description: 'Who came', parameters: schema } }],
  tool_choice: { type: 'function', function: { name: 'see' } },
  fallbacks: [{ model: 'b' }],
  fallback_config: { depth: 1, retry: false },
  transcript_id: 'a',
};

describe('a body that is wrong in any place is answered, and not by a failure of the emulator:', () => {
  it.each<[path: string, body: object]>([
    ['/v1/chat/completions', chat],
    ['/v1/chat/completions', { model: 'any', prompt: 'Who came?', response_format }],
    ['/v1/understanding', { text: 'Ada came on 3/4/2026.', ...task({ custom_formatting: { date: 'mm/dd/yyyy' } }) }],
    ['/v1/understanding', { transcript_id: 'a', ...understanding }],
    ['/v1/understanding/validate', { transcript_id: 'a', ...understanding }],
    ['/lemur/v3/generate/task', { prompt: 'Who?', input_text: 'Ada came.', transcript_ids: ['a'], max_output_size: 9 }],
    ['/lemur/v3/generate/summary', { input_text: 'Ada came.', context: { a: 1 }, answer_format: 'a' }],
    ['/lemur/v3/generate/question-answer', { input_text: 'Ada.', questions: [{ question: 'Who?', context: 'a' }] }],
  ])('%s', async (path, body) => {
    for (const mutation of mutationsOf(body)) await post(path, JSON.stringify(mutation));
  });

  it('/v1/transcribe', async () => {
    const config = { sample_rate: 8000, channels: 1, timestamps: true, prompt: 'a', keyterms_prompt: ['a'] };
    for (const mutation of mutationsOf({ ...config, language_codes: ['en'], conversation_context: ['a'] })) {
      const form = new FormData();
      form.set('config', JSON.stringify(mutation));
      form.set('audio', new Blob([new Uint8Array(16_000)], { type: 'audio/pcm' }), 'clip');
      await post('/v1/transcribe', form, { 'x-aai-model': 'u3-sync-pro' });
    }
  });
});

describe('a transcript asked for wrongly', () => {
  const asked = {
    ...echoDefaults,
    ...understanding,
    custom_spelling: [{ from: ['ada'], to: 'Ada' }],
    keyterms_prompt: ['Ada'],
    language_codes: ['en', 'es'],
    language_detection_options: { expected_languages: ['en'], fallback_language: 'en', code_switching: true },
    speaker_options: { min_speakers_expected: 1, max_speakers_expected: 2 },
    redact_pii_policies: ['person_name'],
    redact_pii_audio_options: { return_redacted_no_speech_audio: true, override_audio_redaction_method: 'silence' },
    redact_static_entities: { names: ['Ada'] },
  };
  const features = {
    speaker_labels: true,
    redact_pii: true,
    auto_highlights: true,
    entity_detection: true,
    sentiment_analysis: true,
    iab_categories: true,
    content_safety: true,
    auto_chapters: true,
  };
  const without = ['keyterms_prompt', 'language_codes', 'speech_understanding', 'custom_topics', 'topics'];

  it('is refused, or ends, and its answers go on', async () => {
    const client = connect(emulator.url);
    const made: string[] = [];
    for (const [name, value] of Object.entries(asked)) {
      for (const mutation of mutationsOf(value)) {
        const more = without.includes(name) ? {} : features;
        const body = JSON.stringify({ audio_url, ...more, [name]: mutation });
        const { id } = (await post('/v2/transcript', body)) as { id?: string };
        if (id !== undefined) made.push(id);
      }
    }
    expect(made.length).toBeGreaterThan(100);
    for (const id of made) {
      const { error, ...transcript } = await client.wait(id);
      if (error?.startsWith('Internal server error') === true)
        throw new Error(JSON.stringify(transcript).slice(0, 3_000));
      for (const path of ['', '/sentences', '/srt?chars_per_caption=1', '/word-search?words=ada', '/redacted-audio']) {
        expect((await client.get(`/v2/transcript/${id}${path}`)).status).toBeLessThan(500);
      }
    }
  }, 120_000);
});

describe('a query that is wrong is answered:', () => {
  it.each([
    ['/v2/transcript', ['limit', 'status', 'created_on', 'before_id', 'after_id', 'throttled_only']],
    ['/v3/token', ['expires_in_seconds', 'max_session_duration_seconds']],
    ['/v2/transcript/a/word-search', ['words']],
    ['/v2/transcript/a/srt', ['chars_per_caption']],
  ])('%s', async (path, names) => {
    for (const name of names) {
      for (const value of wrong.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))) {
        tried += 1;
        const response = await connect(emulator.url).get(`${path}?${new URLSearchParams([[name, value]]).toString()}`);
        expect([name, value, response.status < 500]).toEqual([name, value, true]);
      }
    }
  });
});

it('bytes of no kind are answered on every route', async () => {
  const bytes = [new Uint8Array(0), new Uint8Array(3_000).fill(255), new Uint8Array(100_000)];
  const types = ['application/json', 'multipart/form-data; boundary=x', 'audio/wav', 'text/html', 'x', ';;'];
  const paths = ['/v2/upload', '/v2/transcript', '/v2/stream', '/v1/transcribe', '/v1/chat/completions'];
  for (const path of [...paths, '/v1/understanding', '/v1/warm', '/lemur/v3/generate/task', '/v3/token']) {
    for (const type of types) {
      for (const body of bytes) await post(path, body, { 'content-type': type, 'x-aai-model': 'u3-sync-pro' });
    }
  }
});

it('and after all of that, the truth is told', async () => {
  const { text } = await connect(emulator.url).transcribe(toWav([melody(1, 16_000, 2)], 16_000));
  expect(text).toBe('Ada came.');
  // The number is the promise: whoever takes inputs away, says so here.
  expect(tried).toBeGreaterThan(5_000);
});
