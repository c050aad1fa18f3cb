import { isJson } from '../is-json.ts';
import type { Answer } from '../http.ts';
import type { Json } from '../shapes.ts';
import { envelope } from './chat-response.ts';
import { toAttempts, tryEach } from './fallbacks.ts';
import { providerFailed } from './refusals.ts';

export interface Upstream {
  /** Base URL of an OpenAI-compatible server, such as `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  readonly key: string | undefined;
  readonly signal: AbortSignal;
}

interface UpstreamOptions {
  readonly llmUpstream?: string | undefined;
  readonly llmUpstreamKey?: string | undefined;
}

/** The upstream of the emulator's options, where there is one. */
export function toUpstream(
  { llmUpstream: url, llmUpstreamKey: key }: UpstreamOptions,
  signal: AbortSignal,
): Upstream | undefined {
  return url === undefined ? undefined : { url, key, signal };
}

// What only the gateway understands.
const own = new Set('prompt transcript_id post_processing_steps model_region reasoning cache_control'.split(' '));

/** Lets another server complete a checked body; the caller's key stays here. */
export async function forward(body: Json, upstream: Upstream): Promise<Answer> {
  return await tryEach(toAttempts(body), (attempt) => forwardOnce(attempt, upstream), upstream.signal);
}

async function forwardOnce(body: Json, upstream: Upstream): Promise<Answer> {
  const startedAt = process.hrtime.bigint();
  const response = await ask(body, upstream);
  if (body['stream'] === true && response.body !== null) {
    const type = response.headers.get('content-type') ?? 'text/event-stream';
    return { headers: { 'content-type': type }, stream: response.body.pipeThrough(new TextDecoderStream()) };
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!isJson(answer)) throw providerFailed('the upstream answered no JSON');
  return { json: toGateway(answer, body, startedAt) };
}

async function ask(body: Json, { url, key, signal }: Upstream): Promise<Response> {
  const { prompt, messages = [{ role: 'user', content: prompt }] } = body;
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !own.has(name)));
  const response = await fetch(`${url.replace(/\/+$/, '')}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ ...rest, messages }),
    signal,
  }).catch((error: unknown) => {
    throw providerFailed(`the upstream cannot be reached: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (response.ok) return response;
  const said = await response.text().catch(() => '');
  throw providerFailed(`the upstream answered ${response.status}: ${said.slice(0, 500)}`);
}

function toGateway(answer: Json, body: Json, startedAt: bigint): Json {
  const choices: unknown[] = Array.isArray(answer['choices']) ? answer['choices'] : [];
  const usage = isJson(answer['usage']) ? answer['usage'] : {};
  return {
    ...answer,
    choices: choices.map(withCalls),
    usage: { input_tokens: usage['prompt_tokens'], output_tokens: usage['completion_tokens'], ...usage },
    ...envelope(body, startedAt),
  };
}

function withCalls(choice: unknown): unknown {
  if (!isJson(choice) || !isJson(choice['message']) || choice['message']['tool_calls'] === undefined) return choice;
  return { ...choice, tool_calls: choice['message']['tool_calls'] };
}
