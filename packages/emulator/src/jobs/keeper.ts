import type { Store } from '../store/store.ts';
import type { Job, JobState } from './job.ts';

/** Changes a job, first in the store and then for all to see. */
export type Keep = (job: Job, change: Partial<JobState>) => Promise<void>;

/** Makes one change after the other: two at once would each save a job without the other's. */
export function createKeeper(store: Store): Keep {
  const last = new WeakMap<Job, Promise<void>>();
  return async (job, change) => {
    const before = last.get(job)?.catch(() => undefined);
    const done = (async () => {
      await before;
      await store.save({ ...job, ...change });
      Object.assign(job, change);
    })();
    last.set(job, done);
    await done;
  };
}
