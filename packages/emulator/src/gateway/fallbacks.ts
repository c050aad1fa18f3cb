import { setTimeout as sleep } from 'node:timers/promises';
import { isJson } from '../is-json.ts';
import { Problem } from '../problem.ts';
import type { Json } from '../shapes.ts';

const pauseMs = 500;

/** The bodies to try, one after the other: the request itself, once more unless told otherwise, then its fallbacks. */
export function toAttempts(body: Json): Json[] {
  const { fallbacks, fallback_config, ...own } = body;
  const { depth = 1, retry = true } = isJson(fallback_config) ? fallback_config : {};
  const others: unknown[] = Array.isArray(fallbacks) ? fallbacks.slice(0, Number(depth)) : [];
  const replaced = others.filter(isJson).map((overrides) => ({ ...own, ...overrides }));
  return [own, ...(retry === true ? [own] : []), ...replaced];
}

/** Tries until a provider answers; what a caller did wrong is not tried again, as at the service. */
export async function tryEach<Result>(
  attempts: readonly Json[],
  attempt: (body: Json) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  let failure: unknown;
  for (const [at, body] of attempts.entries()) {
    // The same once more gets a moment to recover; another model needs none.
    if (body === attempts[at - 1]) await sleep(pauseMs, undefined, { signal });
    try {
      return await attempt(body);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 500) throw error;
      failure = error;
    }
  }
  throw failure;
}
