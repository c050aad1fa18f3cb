import type { Clock } from './clock.ts';
import { Problem } from './problem.ts';

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
   * @throws Problem, a 429, when there are none.
   */
  take(project: string): Headers;
}

interface Window {
  readonly endsAt: number;
  taken: number;
}

/** Without a limit there are no headers either, as at the service. */
export function createLimiter(limit: RateLimit | undefined, clock: Clock): Limiter {
  if (limit === undefined) return { take: () => ({}) };
  const windows = new Map<string, Window>();
  return {
    take(project) {
      const now = clock.now();
      const open = windows.get(project);
      const window = open !== undefined && now < open.endsAt ? open : { endsAt: now + limit.windowMs, taken: 0 };
      windows.set(project, window);
      window.taken += 1;
      const seconds = String(Math.ceil((window.endsAt - now) / 1000));
      const headers = {
        'X-RateLimit-Limit': String(limit.requests),
        'X-RateLimit-Remaining': String(Math.max(0, limit.requests - window.taken)),
        'X-RateLimit-Reset': seconds,
      };
      if (window.taken <= limit.requests) return headers;
      throw new Problem(429, { error: 'Too Many Requests' }, { ...headers, 'Retry-After': seconds });
    },
  };
}
