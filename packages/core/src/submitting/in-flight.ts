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

/** Submissions that are under way, by their audio. */
export interface InFlight {
  while<Value>(audioUrl: string, submit: () => Promise<Value>): Promise<Value>;
  /** Resolves when those that are under way now have their answer, or have lost it. */
  answered(audioUrl: string): Promise<void>;
}

export function createInFlight(): InFlight {
  const running = new Map<string, Set<Promise<unknown>>>();
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
    async answered(audioUrl) {
      const now = running.get(audioUrl);
      if (now !== undefined) await Promise.allSettled(now);
    },
  };
}
