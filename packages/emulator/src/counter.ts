import type { Clock } from './clock.ts';

/** Counts one more by this name: which it is in its window, and how long that goes on. */
export type Count = (name: string, windowMs: number) => { readonly taken: number; readonly leftMs: number };

/** Counts by name in windows of time; a window opens with the first that is counted in it. */
export function createCounter(clock: Clock): Count {
  const windows = new Map<string, { readonly endsAt: number; taken: number }>();
  return (name, windowMs) => {
    const now = clock.now();
    const open = windows.get(name);
    const window = open !== undefined && now < open.endsAt ? open : { endsAt: now + windowMs, taken: 0 };
    windows.set(name, window);
    window.taken += 1;
    return { taken: window.taken, leftMs: window.endsAt - now };
  };
}
