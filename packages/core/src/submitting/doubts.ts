/** Submissions of which nobody knows whether there is a job. */
export interface Doubts {
  /** Runs while it is in doubt; tells how many submissions of the very same are, this one included. */
  while<Value>(params: object, settle: (alike: () => number) => Promise<Value>): Promise<Value>;
  /** Runs when no other doubt about this audio is being settled. */
  alone<Value>(audioUrl: string, settle: () => Promise<Value>): Promise<Value>;
}

export function createDoubts(): Doubts {
  const open = new Map<string, number>();
  const settling = new Map<string, Promise<unknown>>();
  return {
    async while(params, settle) {
      const same = JSON.stringify(params);
      const alike = (): number => open.get(same) ?? 0;
      open.set(same, alike() + 1);
      try {
        return await settle(alike);
      } finally {
        open.set(same, alike() - 1);
        if (alike() === 0) open.delete(same);
      }
    },
    async alone(audioUrl, settle) {
      const before = settling.get(audioUrl);
      const turn = (async () => {
        await before?.catch(() => undefined);
        return await settle();
      })();
      settling.set(audioUrl, turn);
      try {
        return await turn;
      } finally {
        if (settling.get(audioUrl) === turn) settling.delete(audioUrl);
      }
    },
  };
}
