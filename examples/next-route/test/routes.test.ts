import { readFile } from 'node:fs/promises';
import { type Emulator, type ScriptedAnswer, samples, startEmulator } from '@earmark/emulator';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { POST as ask } from '../src/app/api/ask/route.ts';
import { POST as transcribe } from '../src/app/api/transcribe/route.ts';

const url = 'https://recordings.example/a.mp3?signature=secret-1';
const submitted = 'POST /v2/transcript';
const looked = 'GET /v2/transcript/{transcript_id}';

// The provider reads the environment once, at its first call: all tests share an emulator, and tell it what to answer.
let emulator: Emulator;
const answers = new Map<string, ScriptedAnswer[]>();

beforeAll(async () => {
  emulator = await startEmulator({ script: ({ route }) => answers.get(route ?? '')?.shift() });
  vi.stubEnv('ASSEMBLYAI_API_KEY', 'key-under-test-1f2e');
  vi.stubEnv('ASSEMBLYAI_BASE_URL', emulator.url);
  vi.stubEnv('ASSEMBLYAI_LLM_GATEWAY_URL', emulator.llmGatewayUrl);
  vi.stubEnv('EARMARK_MODEL', 'earmark-extractive');
});

afterEach(() => {
  answers.clear();
  vi.restoreAllMocks();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
});

function post(body: string | Uint8Array<ArrayBuffer>, more: RequestInit = {}): Request {
  const type = typeof body === 'string' ? 'application/json' : 'audio/mpeg';
  return new Request('http://app/api', { method: 'POST', body, headers: { 'content-type': type }, ...more });
}

it('turns a recording into text, and answers a question about it', async () => {
  const heard = await transcribe(post(new Uint8Array(await readFile(samples.meeting.audio))));
  expect(heard.status).toBe(200);
  const { text, segments, transcriptId } = JSON.parse(await heard.text());
  expect(text).toContain('beta');
  expect(segments.length).toBeGreaterThan(5);
  const answer = await ask(post(JSON.stringify({ transcriptId, question: 'When will the beta launch?' })));
  expect(await answer.text()).toContain('beta');
});

it('leaves a recording on the web where it is', async () => {
  const since = emulator.journal.length;
  const job = { id: 'job-1', audio_url: url };
  answers.set(submitted, [{ body: { ...job, status: 'queued' } }]);
  answers.set(looked, [{ body: { ...job, status: 'completed', text: 'Hello.', words: [] } }]);
  const heard = await transcribe(post(JSON.stringify({ url })));
  expect(await heard.json()).toMatchObject({ text: 'Hello.', transcriptId: 'job-1' });
  expect(emulator.journal.slice(since).map(({ route }) => route)).toEqual([submitted, looked]);
});

it.each([
  ['nothing', new Uint8Array()],
  ['no JSON', '{'],
  ['a path', JSON.stringify({ url: '/etc/passwd' })],
  ['an address of another kind', JSON.stringify({ url: 'file:///etc/passwd' })],
])('refuses %s, and asks nobody', async (_, body) => {
  const since = emulator.journal.length;
  const heard = await transcribe(post(body));
  expect(heard.status).toBe(400);
  expect(await heard.json()).toEqual({ error: expect.any(String) });
  expect(emulator.journal).toHaveLength(since);
});

it('tells a browser what happened, and keeps the rest for the log', async () => {
  const logged = vi.spyOn(console, 'error').mockReturnValue();
  const noAudio = await transcribe(post(new Uint8Array(64)));
  expect(noAudio.status).toBe(422);
  expect(noAudio.headers.get('x-transcript-id')).toMatch(/\w/);
  answers.set(submitted, [{ status: 401, body: { error: 'Authentication error' } }]);
  const refused = await transcribe(post(JSON.stringify({ url })));
  expect(refused.status).toBe(502);
  expect(await refused.text()).toBe('{"error":"The service cannot be reached just now."}');
  expect(String(logged.mock.calls)).not.toMatch(/key-under-test|secret-1/);
});

it('stops waiting when the browser goes away', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const stop = new AbortController();
  answers.set(submitted, [{ hang: true }]);
  const heard = transcribe(post(JSON.stringify({ url }), { signal: stop.signal }));
  await expect.poll(() => answers.get(submitted)?.length).toBe(0);
  stop.abort();
  expect((await heard).status).toBe(502);
});

it('refuses a question that is none, or a book', async () => {
  for (const question of [undefined, 7, 'x'.repeat(2001)]) {
    expect((await ask(post(JSON.stringify({ transcriptId: 'job-1', question })))).status).toBe(400);
  }
});
