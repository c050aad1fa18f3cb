import type { Clock } from '../clock.ts';
import { createCounter } from '../counter.ts';
import type { Answer, Exchange } from '../http.ts';
import { gatewayRefusal, tooManyRequests } from '../problem.ts';

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
export function createLimiter(perMinute: number | undefined, clock: Clock): Limiter {
  const count = createCounter(clock);
  return async ({ key, headers }, handle) => {
    if (perMinute === undefined) return await handle();
    const { taken, leftMs } = count(key, windowMs);
    const reset = String(Math.ceil(leftMs / 1000));
    const sent = {
      'x-ratelimit-limit': String(perMinute),
      // It goes below zero, as the service's does.
      'x-ratelimit-remaining': String(perMinute - taken),
      'x-ratelimit-reset': reset,
      ...headers,
    };
    if (taken > perMinute) {
      const { status, body } = gatewayRefusal(429, tooManyRequests);
      return { status, headers: { ...sent, 'retry-after': reset }, json: body };
    }
    const answer = await handle();
    return { ...answer, headers: { ...sent, ...answer.headers } };
  };
}

/** Who is counted: every key by itself. */
export function keyOf({ request }: Exchange): string {
  return (request.headers.authorization ?? '').replace(/^Bearer /i, '');
}
