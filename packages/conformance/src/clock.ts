/** Time as a client takes it. */
export interface Clock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Time that a test moves: nothing that waits goes on by itself. */
export interface ManualClock extends Clock {
  /** Resolves when something waits for time to pass. */
  somethingSleeps(): Promise<void>;
  /** Moves time on and wakes whatever is due. */
  advance(ms: number): void;
}

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

export function createManualClock(): ManualClock {
  let nowMs = 0;
  const sleepers = new Set<Sleeper>();
  const watchers = new Set<() => void>();
  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const sleeper = { dueMs: nowMs + ms, wake: resolve };
        sleepers.add(sleeper);
        const stop = (): void => {
          if (sleepers.delete(sleeper)) reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
        for (const watcher of watchers) watcher();
        watchers.clear();
      }),
    somethingSleeps: () =>
      sleepers.size > 0 ? Promise.resolve() : new Promise((resolve) => watchers.add(() => resolve())),
    advance(ms) {
      nowMs += ms;
      const due = [...sleepers].filter(({ dueMs }) => dueMs <= nowMs).toSorted((a, b) => a.dueMs - b.dueMs);
      for (const sleeper of due) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}
