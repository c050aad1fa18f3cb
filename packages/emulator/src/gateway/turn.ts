import { isJson } from '../is-json.ts';
import type { Json } from '../shapes.ts';
import { parseChatRequest } from './chat-request.ts';
import { toResponse } from './chat-response.ts';
import { complete } from './complete.ts';
import { type Upstream, forward } from './upstream.ts';

/** Lets the gateway's model answer to a turn of a streaming session. */
export type AnswerTurn = (config: Json, transcript: string) => Promise<unknown>;

const tag = /\{\{\s*turn\s*\}\}/g;

/** `{{turn}}` in the messages stands for what was said. */
export function createTurnAnswerer(models: readonly string[] | undefined, upstream: Upstream | undefined): AnswerTurn {
  return async (config, transcript) => {
    const startedAt = process.hrtime.bigint();
    const filled = fill(config, transcript);
    const body = isJson(filled) ? filled : {};
    const request = parseChatRequest(body, models);
    if (upstream !== undefined) return (await forward(body, upstream)).json;
    return toResponse(request, complete(request, undefined), startedAt);
  };
}

function fill(value: unknown, transcript: string): unknown {
  if (typeof value === 'string') return value.replace(tag, () => transcript);
  if (Array.isArray(value)) return value.map((item) => fill(item, transcript));
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, transcript)]));
}
