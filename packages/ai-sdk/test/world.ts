import { type Emulator, type EmulatorOptions, type ScriptedAnswer, startEmulator } from '@earmark/emulator';
import { EarmarkError, createClient } from '@earmark/core';
import { jsonSchema, tool } from 'ai';
import { createJumpingClock } from '@earmark/conformance';
import { type EarmarkProvider, type EarmarkSettings, createEarmark } from '../src/index.ts';

// `ai` prints every warning otherwise.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

export const key = 'key-under-test-7c31';
export const uploaded = 'POST /v2/upload';
export const submitted = 'POST /v2/transcript';
export const looked = 'GET /v2/transcript/{transcript_id}';
export const chatted = 'POST /v1/chat/completions';

export interface World extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly provider: EarmarkProvider;
  /** Where the provider's settings find the emulator. */
  readonly settings: EarmarkSettings;
  /** How often a route was asked. */
  count(route: string): number;
  /** The bodies a route was sent. */
  sent(route: string): Record<string, unknown>[];
}

/** Starts an emulator and a provider that asks it; pauses of its client are over at once unless settings say otherwise. */
export async function startWorld(
  script: EmulatorOptions['script'] = {},
  more: EarmarkSettings & { readonly emulator?: EmulatorOptions; readonly isReal?: boolean } = {},
): Promise<World> {
  const { emulator: options, isReal = false, ...settings } = more;
  const emulator = await startEmulator({ engine: 'fixtures', script, ...options });
  const { url, llmGatewayUrl, streamingUrl } = emulator;
  const place = { apiKey: key, baseURL: url, llmGatewayURL: llmGatewayUrl, streamingURL: streamingUrl };
  const clock = createJumpingClock();
  const client = createClient({ apiKey: key, baseUrl: url, llmGatewayUrl, streamingUrl, clock });
  const whole = isReal ? { ...place, ...settings } : { ...place, client, ...settings };
  return {
    emulator,
    settings: whole,
    provider: createEarmark(whole),
    count: (route) => emulator.journal.filter((entry) => entry.route === route).length,
    sent: (route) =>
      emulator.journal
        .filter((entry) => entry.route === route)
        .map(({ json }) => ({ ...(json as Record<string, unknown>) })),
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

/** A completed job as a script plays it. */
export function completed(more: Record<string, unknown> = {}): ScriptedAnswer {
  const words = [
    { text: 'Good', start: 100, end: 300, confidence: 1, speaker: null },
    { text: 'morning.', start: 300, end: 700, confidence: 1, speaker: null },
    { text: 'Hello.', start: 900, end: 1200, confidence: 1, speaker: null },
  ];
  const body = {
    id: 'job-1',
    status: 'completed',
    audio_url: 'https://example.org/a.mp3',
    text: 'Good morning. Hello.',
  };
  return { body: { ...body, words, audio_duration: 2, language_code: 'en_us', ...more } };
}

/** A job that is created, as a script plays it. */
export const created: ScriptedAnswer = {
  body: { id: 'job-1', status: 'queued', audio_url: 'https://example.org/a.mp3' },
};

/** An answer of the gateway as a script plays it. */
export function answer(choices: readonly object[], more: object = {}): ScriptedAnswer {
  return { status: 200, body: { request_id: 'r-1', choices, ...more } };
}

/** A streamed answer of the gateway as a script plays it. */
export function streamed(chunks: readonly object[], end = 'data: [DONE]\n\n'): ScriptedAnswer {
  const lines = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: lines + end };
}

/** A chunk of a streamed answer. */
export function piece(delta: object, finish_reason: string | null = null, more: object = {}): object {
  return { id: 'c-1', model: 'm', choices: [{ index: 0, delta, finish_reason }], ...more };
}

/** Resolves with whatever a promise rejects with. */
export async function reasonOf(promise: PromiseLike<unknown>): Promise<unknown> {
  return await promise.then(
    () => {
      throw new Error('it resolved');
    },
    (error: unknown) => error,
  );
}

/** The EarmarkError that caused an error. */
export function causeOf(error: unknown): EarmarkError {
  const cause = error instanceof Error ? error.cause : undefined;
  if (EarmarkError.is(cause)) return cause;
  throw new Error('its cause is no EarmarkError', { cause: error });
}

/** What an answer took. */
export const usage = { input_tokens: 7, output_tokens: 5, total_tokens: 12 };

export const weather = tool({
  description: 'The weather in a city.',
  inputSchema: jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } } }),
  execute: ({ city }) => Promise.resolve({ city, sky: 'clear' }),
});
