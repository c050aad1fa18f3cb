import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Job, JobParams } from './jobs/job.ts';
import { type Keep, createKeeper } from './jobs/keeper.ts';
import { type RunnerWorld, createRunner } from './jobs/runner.ts';
import { createStamp } from './jobs/stamp.ts';
import type { Store } from './store/store.ts';

export type { Heard, Job, JobParams, Listen } from './jobs/job.ts';

export interface Jobs {
  /**
   * Resolves when the job would survive the end of the process, where jobs do.
   *
   * @param failure - Ends the job in `error` with these words.
   */
  create(project: string, params: JobParams, failure?: string): Promise<Job>;
  /** A job of a project; undefined for somebody else's, as for one that never was. */
  get(project: string, id: string): Job | undefined;
  /** The jobs of a project in the last 90 days, newest first. */
  list(project: string): Job[];
  /** Changes a job, first in the store and then for all to see. */
  readonly keep: Keep;
  /** Goes on with what the last process left undone. */
  resume(): void;
  /** Resolves when nothing runs any more. */
  settled(): Promise<void>;
}

/** The jobs that one project sees. */
export interface ProjectJobs {
  get(id: string): Pick<Job, 'params' | 'status' | 'results' | 'deleted'> | undefined;
}

export function jobsOf(jobs: Jobs, project: string): ProjectJobs {
  return { get: (id) => jobs.get(project, id) };
}

export interface JobsWorld extends RunnerWorld {
  readonly store: Store;
  readonly clock: Clock;
}

const mostListedMs = 90 * 86_400_000;

/** Runs jobs in the order they come: queued, then processing, then completed or error, as the service does. */
export async function openJobs(world: JobsWorld): Promise<Jobs> {
  const { store, clock } = world;
  const jobs = new Map((await store.load()).map((job) => [job.id, job]));
  const stamp = createStamp(clock);
  const keep = createKeeper(store);
  const runner = createRunner(world, keep, stamp);

  return {
    async create(project, params, failure) {
      const job = toJob(project, params, stamp());
      await store.save(job);
      jobs.set(job.id, job);
      runner.run(job, failure);
      return job;
    },
    get(project, id) {
      const job = jobs.get(id);
      return job?.project === project ? job : undefined;
    },
    list(project) {
      const oldest = new Date(clock.now() - mostListedMs).toISOString();
      return newestFirst([...jobs.values()].filter((job) => job.project === project && job.created > oldest));
    },
    keep,
    resume() {
      for (const job of newestFirst([...jobs.values()]).toReversed()) {
        if (job.completed === undefined) runner.run(job);
        else if (!job.notified && job.deleted === undefined) runner.call(job);
      }
    },
    settled: () => runner.settled(),
  };
}

function toJob(project: string, params: JobParams, created: string): Job {
  return {
    id: randomUUID(),
    project,
    params,
    created,
    status: 'queued',
    error: undefined,
    results: undefined,
    completed: undefined,
    throttled: false,
    webhookStatusCode: undefined,
    notified: false,
    deleted: undefined,
  };
}

function newestFirst(jobs: readonly Job[]): Job[] {
  return jobs.toSorted((one, other) => (one.created < other.created ? 1 : -1));
}
