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
): Promise<World> {
  const emulator = await startEmulator({ engine: 'fixtures', script });
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
