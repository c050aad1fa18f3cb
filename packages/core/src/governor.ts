import type { Clock } from './transport.ts';

/** Lets requests through no faster than the account may ask. */
export interface Governor {
  /** Resolves when a request may go out. */
  turn(signal?: AbortSignal): Promise<void>;
}

/**
 * Creates a governor that lets a burst through at once and then so many requests per second.
 *
 * The account's ceiling is 20,000 requests in 5 minutes, all its clients together; beyond it, the service answers 403.
 */
export function createGovernor(clock: Clock, { perSecond, burst }: { perSecond: number; burst: number }): Governor {
  if (!Number.isFinite(perSecond)) return { turn: () => Promise.resolve() };
  let free = burst;
  let countedMs = clock.now();
  return {
    async turn(signal) {
      const nowMs = clock.now();
      free = Math.min(burst, free + ((nowMs - countedMs) / 1000) * perSecond);
      countedMs = nowMs;
      free -= 1;
      if (free >= 0) return;
      await clock.sleep((-free / perSecond) * 1000, signal, 'pause').catch((error: unknown) => {
        free += 1;
        throw error;
      });
    },
  };
}
