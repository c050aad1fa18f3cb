/** Does what it is given in its turn. */
export type Turns = <T>(task: () => Promise<T>) => Promise<T>;

/** Lets so many do something at once; the others wait, in the order they came. */
export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let free = most;

  async function take(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function pass(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return async (task) => {
    await take();
    try {
      return await task();
    } finally {
      pass();
    }
  };
}
