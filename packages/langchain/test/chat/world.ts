import { type Client, createClient } from '@earmark/core';
import { type Emulator, type EmulatorOptions, type ScriptedAnswer, startEmulator } from '@earmark/emulator';
import type { AIMessageChunk } from '@langchain/core/messages';
import { ChatAssemblyAI, type ChatAssemblyAIFields } from '../../src/index.ts';

export const chatRoute = 'POST /v1/chat/completions';
export const key = 'key-under-test-5d20';

export interface ChatWorld extends AsyncDisposable {
  readonly client: Client;
  readonly emulator: Emulator;
  model(fields?: Partial<ChatAssemblyAIFields>): ChatAssemblyAI;
  /** What the gateway was asked, in order. */
  asked(): Record<string, unknown>[];
}

/** Starts an emulator, and makes models of its gateway; these try nothing again unless told to. */
export async function startChatWorld(script: EmulatorOptions['script'] = {}): Promise<ChatWorld> {
  const emulator = await startEmulator({ engine: 'fixtures', script });
  const client = createClient({ baseUrl: emulator.url, llmGatewayUrl: emulator.llmGatewayUrl, apiKey: key });
  return {
    client,
    emulator,
    model: (fields = {}) => new ChatAssemblyAI({ model: 'earmark-extractive', client, maxRetries: 0, ...fields }),
    asked: () =>
      emulator.journal
        .filter(({ route }) => route === chatRoute)
        .map(({ json }) => ({ ...(json as Record<string, unknown>) })),
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

/** An answer as a script plays it. */
export function answer(choices: readonly object[], more: object = {}): ScriptedAnswer {
  return { status: 200, body: { request_id: 'r-1', choices, ...more } };
}

/** A streamed answer as a script plays it. */
export function streamed(chunks: readonly object[], end = 'data: [DONE]\n\n'): ScriptedAnswer {
  const lines = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: lines + end };
}

/** A chunk of a streamed answer. */
export function piece(delta: object, finish_reason: string | null = null, more: object = {}): object {
  return { id: 'c-1', model: 'm', choices: [{ index: 0, delta, finish_reason }], ...more };
}

/** Reads a stream to its end, as one message. */
export async function whole(stream: AsyncIterable<AIMessageChunk>): Promise<AIMessageChunk> {
  let all: AIMessageChunk | undefined;
  for await (const chunk of stream) all = all?.concat(chunk) ?? chunk;
  if (all === undefined) throw new Error('the stream had no chunk');
  return all;
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
