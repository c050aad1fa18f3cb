/** Places for what runs at the same time. */
export interface Slots {
  /** Starts a task, or queues it behind the others; true when it has to wait. */
  run(task: () => Promise<void>): boolean;
  /** Resolves when nothing runs and nothing waits any more. */
  settled(): Promise<void>;
}

export function createSlots(most: number): Slots {
  const running = new Set<Promise<void>>();
  const waiting: (() => Promise<void>)[] = [];

  function start(task: () => Promise<void>): void {
    const done: Promise<void> = task().finally(() => {
      running.delete(done);
      const next = waiting.shift();
      if (next !== undefined) start(next);
    });
    running.add(done);
  }

  return {
    run(task) {
      if (running.size < most) {
        start(task);
        return false;
      }
      waiting.push(task);
      return true;
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
