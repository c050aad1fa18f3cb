import { type Emulator, type EmulatorOptions, startEmulator } from '@earmark/emulator';
import { type ManualClock, createJumpingClock, createManualClock } from '@earmark/conformance';
import { type Client, EarmarkError, type HttpResponse, type NodeClientOptions, createClient } from '../src/index.ts';

export const key = 'key-under-test-93b1';
export const getTranscript = 'GET /v2/transcript/{transcript_id}';
export const postTranscript = 'POST /v2/transcript';

/** A client, and the emulator it talks to. */
export interface World extends AsyncDisposable {
  readonly client: Client;
  readonly emulator: Emulator;
}

/** Starts an emulator and points a client at it; whatever the client pauses for is over at once. */
export async function startWorld(
  script: EmulatorOptions['script'] = {},
  options: NodeClientOptions = {},
  more: EmulatorOptions = {},
): Promise<World> {
  const emulator = await startEmulator({ engine: 'fixtures', script, ...more });
  const { url: baseUrl, llmGatewayUrl, syncUrl } = emulator;
  const clock = createJumpingClock();
  const client = createClient({ baseUrl, llmGatewayUrl, syncUrl, apiKey: key, clock, ...options });
  return { client, emulator, [Symbol.asyncDispose]: () => emulator.close() };
}

/** The same, where time stands still until it is moved. */
export async function startStillWorld(script: EmulatorOptions['script'] = {}): Promise<World & { clock: ManualClock }> {
  const clock = createManualClock();
  return { ...(await startWorld(script, { clock })), clock };
}

/** An emulator that hears the same two words in everything. */
export const hearing: EmulatorOptions = {
  engine: {
    name: 'parrot',
    recognise: () =>
      Promise.resolve({
        words: ['Good', 'morning.'].map((text, at) => ({
          text,
          start: at * 400,
          end: at * 400 + 300,
          confidence: 0.9,
          speaker: null,
        })),
        languageCode: 'en_us',
      }),
  },
};

/** Answers of a service that has a bad day. */
export const html = { body: '<html>upstream is down</html>', headers: { 'content-type': 'text/html' } };
export const busy = { status: 429, headers: { 'retry-after': '1' }, body: { error: 'Too many requests' } };
export const broken = { status: 500, body: { error: 'Internal server error' } };

/** A world of faults, where hearing is easy and what hangs is soon given up. */
export async function startFaulty(script: EmulatorOptions['script'], options: NodeClientOptions = {}): Promise<World> {
  return await startWorld(script, { clock: createJumpingClock({ idleMs: 1000 }), ...options }, hearing);
}

/** A second of sound, as a WAV file. */
export const recording: Uint8Array<ArrayBuffer> = toWav(8000);

function toWav(sampleRate: number): Uint8Array<ArrayBuffer> {
  const wav = Buffer.alloc(44 + sampleRate * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + sampleRate * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(sampleRate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(sampleRate * 2, 40);
  for (let at = 0; at < sampleRate; at += 1) wav.writeInt16LE(Math.round(9000 * Math.sin(at / 5)), 44 + at * 2);
  return new Uint8Array(wav);
}

interface ListedJob {
  readonly id: string;
  readonly status: string;
  readonly audio_url: string;
}

/** What only a test asks for. */
export const asSomebodyElse = '/v2/transcript?limit=199';

/** The jobs that really exist, as the emulator lists them to somebody else. */
export async function jobsAt({ url }: Emulator): Promise<readonly ListedJob[]> {
  const answer = await fetch(url + asSomebodyElse, { headers: { authorization: key } });
  return ((await answer.json()) as { transcripts: ListedJob[] }).transcripts;
}

/** How often a route was asked. */
export function countOf({ journal }: Emulator, route: string): number {
  return journal.filter((entry) => entry.route === route).length;
}

/** A job's answer, as a script plays it. */
export function job(
  status: string,
  more: Record<string, unknown> = {},
): { status: number; body: Record<string, unknown> } {
  return { status: 200, body: { id: 'job-1', status, audio_url: 'http://127.0.0.1:9/a.mp3', ...more } };
}

/** Resolves with the Earmark error of a promise, and fails where there is none. */
export async function errorOf(promise: Promise<unknown>): Promise<EarmarkError> {
  const seen = await promise.then(
    () => new Error('it resolved'),
    (error: unknown) => error,
  );
  if (EarmarkError.is(seen)) return seen;
  throw new Error('rejected with something other than an EarmarkError', { cause: seen });
}

/** Resolves with whatever a promise rejects with. */
export async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => {
      throw new Error('it resolved');
    },
    (error: unknown) => error,
  );
}

/** An answer, as a transport of a test's own gives it. */
export function answerOf(body: unknown, status = 200): HttpResponse {
  const text = JSON.stringify(body);
  return {
    status,
    headers: {},
    text: () => Promise.resolve(text),
    async *chunks() {
      yield new TextEncoder().encode(text);
    },
  };
}
