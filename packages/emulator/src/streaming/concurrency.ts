import { StreamProblem } from './problem.ts';

/** Counts the sessions that a project has open. */
export interface Concurrency {
  /**
   * Takes a place, and gives what gives it back.
   *
   * @throws StreamProblem 3009 when there is none.
   */
  enter(project: string): () => void;
}

export function createConcurrency(most: number): Concurrency {
  const open = new Map<string, number>();
  const add = (project: string, count: number): void => {
    const now = (open.get(project) ?? 0) + count;
    if (now === 0) open.delete(project);
    else open.set(project, now);
  };
  return {
    enter(project) {
      if ((open.get(project) ?? 0) >= most) {
        throw new StreamProblem(3009, 'Unauthorized Connection: Too many concurrent sessions');
      }
      add(project, 1);
      return () => add(project, -1);
    },
  };
}
