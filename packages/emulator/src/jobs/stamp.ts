import type { Clock } from '../clock.ts';

/** Makes the function that says the time as lists show it: naive, in microseconds, and never twice the same. */
export function createStamp(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(Math.floor(clock.now() * 1000), last + 1);
    const micros = String(last % 1000).padStart(3, '0');
    return `${new Date(Math.floor(last / 1000)).toISOString().slice(0, -1)}${micros}`;
  };
}
