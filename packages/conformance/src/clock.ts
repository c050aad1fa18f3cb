/** Time as a client takes it. */
export interface Clock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal, purpose?: 'pause' | 'deadline'): Promise<void>;
}

/** Time that a test moves: nothing that waits goes on by itself. */
export interface ManualClock extends Clock {
  /** Resolves when something waits for time to pass; a deadline beside something else is no waiting. */
  somethingSleeps(): Promise<void>;
  /** Moves time on and wakes whatever is due. */
  advance(ms: number): void;
  /** Moves time on to a moment, exactly: `advance(atMs - now())` may fall short of it by a rounding error. */
  advanceTo(atMs: number): void;
}

interface Sleeper {
  readonly isPause: boolean;
  readonly dueMs: number;
  readonly wake: () => void;
}

export function createManualClock(): ManualClock {
  let nowMs = 0;
  const sleepers = new Set<Sleeper>();
  const watchers = new Set<() => void>();
  function advanceTo(atMs: number): void {
    nowMs = Math.max(nowMs, atMs);
    const due = [...sleepers].filter(({ dueMs }) => dueMs <= nowMs).toSorted((a, b) => a.dueMs - b.dueMs);
    for (const sleeper of due) {
      sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
  return {
    now: () => nowMs,
    sleep: (ms, signal, purpose = 'pause') =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const wake = (): void => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const sleeper = { isPause: purpose === 'pause', dueMs: nowMs + ms, wake };
        sleepers.add(sleeper);
        const stop = (): void => {
          if (sleepers.delete(sleeper)) reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
        if (!sleeper.isPause) return;
        for (const watcher of watchers) watcher();
        watchers.clear();
      }),
    somethingSleeps: () =>
      [...sleepers].some(({ isPause }) => isPause)
        ? Promise.resolve()
        : new Promise((resolve) => watchers.add(() => resolve())),
    advance: (ms) => advanceTo(nowMs + ms),
    advanceTo,
  };
}

/**
 * Creates a clock on which every pause is over at once, however long: time jumps to its end.
 *
 * A deadline passes when time has jumped over it, and otherwise when nothing else has happened for `idleMs` milliseconds
 * of real time, so that a request that hangs is given up without anybody waiting for it.
 */
export function createJumpingClock({ idleMs = 1500 }: { readonly idleMs?: number } = {}): Clock {
  const clock = createManualClock();
  let next: ReturnType<typeof setTimeout> | undefined;
  const due = new Set<{ readonly atMs: number; readonly isPause: boolean }>();

  function plan(): void {
    clearTimeout(next);
    if (due.size === 0) return;
    // A deadline that is due before the pause is over passes before it.
    const soonest = Math.min(...[...due].map(({ atMs }) => atMs));
    const isPausing = [...due].some(({ isPause }) => isPause);
    next = setTimeout(() => clock.advanceTo(soonest), isPausing ? 0 : idleMs);
  }

  return {
    now: clock.now,
    async sleep(ms, signal, purpose = 'pause') {
      const one = { atMs: clock.now() + ms, isPause: purpose === 'pause' };
      const slept = clock.sleep(ms, signal, purpose);
      due.add(one);
      plan();
      try {
        await slept;
      } finally {
        due.delete(one);
        plan();
      }
    },
  };
}
