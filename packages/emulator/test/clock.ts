import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../src/index.ts';

/** A clock that stands still until it is moved. */
export function createTestClock(startsAt = Date.UTC(2026, 0, 5, 10, 11, 12)) {
  let now = startsAt;
  let asked = 0;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        asked += 1;
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal?.reason as Error);
        });
      }),
  };

  function advance(ms: number): void {
    now += ms;
    for (const sleeper of sleepers) {
      if (sleeper.at > now) continue;
      sleepers.delete(sleeper);
      sleeper.wake();
    }
  }

  return { clock, advance, sleeping: () => sleepers.size, asked: () => asked };
}

/** Waits until something is so, and fails after a while. */
export async function until(isSo: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const giveUpAt = performance.now() + 10_000;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`${what} did not happen in 10 s`);
    await wait(5);
  }
}
