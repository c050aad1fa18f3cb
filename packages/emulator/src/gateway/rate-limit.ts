import { randomUUID } from 'node:crypto';
import type { Answer, Exchange } from '../http.ts';

interface Window {
  readonly until: number;
  count: number;
}

const windowMs = 60_000;

export type Limiter = (
  about: { readonly key: string; readonly headers: Readonly<Record<string, string>> },
  handle: () => Promise<Answer> | Answer,
) => Promise<Answer>;

/**
 * Counts requests in windows of a minute, and refuses those above the limit, each with the service's headers.
 *
 * @param perMinute - Undefined limits nothing and sends no headers, as endpoints without limits do.
 */
export function createLimiter(perMinute: number | undefined): Limiter {
  const windows = new Map<string, Window>();
  return async ({ key, headers }, handle) => {
    if (perMinute === undefined) return await handle();
    const now = Date.now();
    const open = windows.get(key);
    const current = open !== undefined && open.until > now ? open : { until: now + windowMs, count: 0 };
    windows.set(key, current);
    current.count += 1;
    const reset = String(Math.ceil((current.until - now) / 1000));
    const sent = {
      'x-ratelimit-limit': String(perMinute),
      // It goes below zero, as the service's does.
      'x-ratelimit-remaining': String(perMinute - current.count),
      'x-ratelimit-reset': reset,
      ...headers,
    };
    if (current.count > perMinute) return { status: 429, headers: { ...sent, 'retry-after': reset }, json: tooMany() };
    const answer = await handle();
    return { ...answer, headers: { ...sent, ...answer.headers } };
  };
}

/** Who is counted: every key by itself. */
export function keyOf({ request }: Exchange): string {
  return (request.headers.authorization ?? '').replace(/^Bearer /i, '');
}

function tooMany(): object {
  return { request_id: randomUUID(), message: 'too many requests for this action', code: 429 };
}
