import type { Clock } from './clock.ts';
import { createCounter } from './counter.ts';
import { Problem, refusal, tooManyRequests } from './problem.ts';

/** How many requests a project may make in a window of time. */
export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
}

type Headers = Readonly<Record<string, string>>;

export interface Limiter {
  /**
   * Counts a request, and says how many are left.
   *
   * @throws Problem, a 429 when there are none, and a 403 above the ceiling.
   */
  take(project: string): Headers;
}

interface Limits {
  readonly rateLimit?: RateLimit | undefined;
  readonly requestsPerFiveMinutes?: number | undefined;
}

const fiveMinutesMs = 300_000;

/** Without a rate limit there are no headers either, as at the service. */
export function createLimiter({ rateLimit, requestsPerFiveMinutes: most }: Limits, clock: Clock): Limiter {
  const count = createCounter(clock);
  return {
    take(project) {
      const isAbove = most !== undefined && count(`all ${project}`, fiveMinutesMs).taken > most;
      // The service publishes the status and not the words.
      if (isAbove) throw refusal(403, 'Forbidden');
      if (rateLimit === undefined) return {};
      const { taken, leftMs } = count(`rate ${project}`, rateLimit.windowMs);
      const seconds = String(Math.ceil(leftMs / 1000));
      const headers = {
        'X-RateLimit-Limit': String(rateLimit.requests),
        // It goes below zero, as the service's does.
        'X-RateLimit-Remaining': String(rateLimit.requests - taken),
        'X-RateLimit-Reset': seconds,
      };
      if (taken <= rateLimit.requests) return headers;
      throw new Problem(429, { error: tooManyRequests }, { ...headers, 'Retry-After': seconds });
    },
  };
}
