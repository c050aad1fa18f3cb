import type { Clock } from '../transport.ts';

/** Who waits for what, and what came before anybody waited. */
export interface Arrivals {
  arrive(subject: string): void;
  /** Resolves when the subject arrives, at once when it already has, or after `ms` milliseconds. */
  await(
    subject: string,
    wait: { readonly clock: Clock; readonly ms: number; readonly signal: AbortSignal },
  ): Promise<void>;
}

const mostRemembered = 10_000;

export function createArrivals(): Arrivals {
  const early = new Set<string>();
  const waiting = new Map<string, Set<() => void>>();
  return {
    arrive(subject) {
      early.add(subject);
      for (const oldest of early) if (early.size > mostRemembered) early.delete(oldest);
      for (const wake of waiting.get(subject) ?? []) wake();
    },
    async await(subject, { clock, ms, signal }) {
      if (early.delete(subject)) return;
      const arrived = new AbortController();
      const wake = (): void => arrived.abort();
      const wakers = waiting.get(subject) ?? new Set();
      waiting.set(subject, wakers.add(wake));
      signal.addEventListener('abort', wake, { once: true });
      try {
        await clock.sleep(ms, arrived.signal, 'pause').catch(() => signal.throwIfAborted());
        early.delete(subject);
      } finally {
        signal.removeEventListener('abort', wake);
        wakers.delete(wake);
        if (wakers.size === 0) waiting.delete(subject);
      }
    },
  };
}
