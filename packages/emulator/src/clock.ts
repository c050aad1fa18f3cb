import { setTimeout as wait } from 'node:timers/promises';

/** Time as the emulator sees it; a test brings its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects when the signal is aborted first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const realClock: Clock = Object.freeze({
  now: () => Date.now(),
  sleep: (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }),
});
