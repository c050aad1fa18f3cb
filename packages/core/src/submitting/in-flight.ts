/** Ids of jobs whose submission was answered: none of them is the one that is looked for. */
export interface Known {
  has(id: string): boolean;
  add(id: string): void;
}

const mostKnown = 10_000;

/** Remembers the latest ids, so that a client can live for months. */
export function createKnown(): Known {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      if (ids.size > mostKnown) ids.delete([...ids.keys()][0] ?? id);
    },
  };
}

/** Submissions of the same audio that are under way: a doubt about one waits until the others know their ids. */
export interface InFlight {
  while<Value>(audioUrl: string, submit: () => Promise<Value>): Promise<Value>;
  /** Runs when no submission of this audio is under way, and no other doubt about it is being settled. */
  alone<Value>(audioUrl: string, settle: () => Promise<Value>): Promise<Value>;
}

export function createInFlight(): InFlight {
  const running = new Map<string, Set<Promise<unknown>>>();
  const doubts = new Map<string, Promise<unknown>>();
  return {
    async while(audioUrl, submit) {
      const others = running.get(audioUrl) ?? new Set();
      running.set(audioUrl, others);
      const answer = submit();
      others.add(answer);
      try {
        return await answer;
      } finally {
        others.delete(answer);
        if (others.size === 0) running.delete(audioUrl);
      }
    },
    async alone(audioUrl, settle) {
      const before = doubts.get(audioUrl);
      const turn = (async () => {
        await before?.catch(() => undefined);
        for (const submission of running.get(audioUrl) ?? []) await submission.catch(() => undefined);
        return await settle();
      })();
      doubts.set(audioUrl, turn);
      try {
        return await turn;
      } finally {
        if (doubts.get(audioUrl) === turn) doubts.delete(audioUrl);
      }
    },
  };
}
