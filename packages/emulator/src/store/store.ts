import type { Job } from '../jobs/job.ts';

/** Where jobs outlive the process. */
export interface Store {
  /** The jobs that were kept, whole ones only. */
  load(): Promise<Job[]>;
  /** Resolves when the job would survive a loss of power. */
  save(job: Job): Promise<void>;
}

/** Keeps nothing: jobs end with the process. */
export const noStore: Store = Object.freeze({
  load: () => Promise.resolve([]),
  save: () => Promise.resolve(),
});
