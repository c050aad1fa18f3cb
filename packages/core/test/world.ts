import { type Emulator, type EmulatorOptions, startEmulator } from '@earmark/emulator';
import { type ManualClock, createManualClock } from '@earmark/conformance';
import { type Client, EarmarkError, type NodeClientOptions, createClient } from '../src/index.ts';

export const key = 'key-under-test-93b1';
export const getTranscript = 'GET /v2/transcript/{transcript_id}';
export const postTranscript = 'POST /v2/transcript';

/** A client, the emulator it talks to, and the time both take. */
export interface World extends AsyncDisposable {
  readonly client: Client;
  readonly emulator: Emulator;
  readonly clock: ManualClock;
}

/** Starts an emulator and points a client at it; time stands still unless a clock of its own is given. */
export async function startWorld(
  script: EmulatorOptions['script'] = {},
  options: NodeClientOptions = {},
): Promise<World> {
  const emulator = await startEmulator({ engine: 'fixtures', script });
  const clock = createManualClock();
  const { url: baseUrl, llmGatewayUrl } = emulator;
  const client = createClient({ baseUrl, llmGatewayUrl, apiKey: key, clock, ...options });
  return { client, emulator, clock, [Symbol.asyncDispose]: () => emulator.close() };
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
