import type { Clock } from '../transport.ts';

// setTimeout fires at once when it is given more.
const longestMs = 2 ** 31 - 1;

/** Time by the runtime's own timers, as Node, browsers and edge runtimes have them. */
export const timerClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const wakeMs = performance.now() + ms;
      let timer: ReturnType<typeof setTimeout>;
      const rest = (leftMs: number): void => {
        timer = setTimeout(
          () => (leftMs > longestMs ? rest(wakeMs - performance.now()) : done()),
          Math.min(leftMs, longestMs),
        );
      };
      const done = (): void => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', stop, { once: true });
      rest(ms);
    }),
};
