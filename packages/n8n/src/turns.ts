/** Lets some go at a time, and the others after them, in their order. */
export interface Turns {
  /** Resolves when it is one's turn, with what gives the turn to the next; calling that twice gives it once. */
  take(): Promise<() => void>;
}

/** @param most - How many go at a time: at least one does. */
export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  // An expression may give what is no number.
  let free = most >= 1 ? most : 1;
  const pass = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    async take() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let isTaken = true;
      return () => {
        if (isTaken) pass();
        isTaken = false;
      };
    },
  };
}
