import { randomUUID } from 'node:crypto';
import type { Sound } from './audio/decode.ts';
import type { Recognition } from './engines/engine.ts';
import { JobFailure } from './job-failure.ts';
import { type Results, computeResults } from './results/results.ts';
import type { Json, Status } from './shapes.ts';

/** The request, as it was sent. */
export type JobParams = Json & { readonly audio_url: string };

export interface Job {
  readonly id: string;
  /** Echoed in every answer. */
  readonly params: JobParams;
  readonly createdAt: Date;
  status: Status;
  error: string | undefined;
  /** There once the job is completed, all at once. */
  results: Results | undefined;
  /** A WAV file, where the request wanted one. */
  redactedAudio: Uint8Array | undefined;
}

/** A recording that was understood. */
export interface Heard {
  readonly recognition: Recognition;
  readonly sound: Sound;
  /** How many channels were told apart, where that was asked for. */
  readonly channels?: number;
}

export interface Jobs {
  create(params: JobParams): Job;
  get(id: string): Job | undefined;
  /** Resolves when nothing runs any more. */
  settled(): Promise<void>;
}

/** Runs every job at once: queued, then processing, then completed or error, as the service does. */
export function createJobs(listen: (audioUrl: string, perChannel: boolean) => Promise<Heard>): Jobs {
  const jobs = new Map<string, Job>();
  const running = new Set<Promise<void>>();

  async function work(job: Job): Promise<void> {
    // A client that creates and looks at once should see the job queued, as it does at the service.
    await new Promise((resolve) => setImmediate(resolve));
    job.status = 'processing';
    try {
      const heard = await listen(job.params.audio_url, job.params['multichannel'] === true);
      ({ results: job.results, redactedAudio: job.redactedAudio } = await computeResults(heard, job.params));
      job.status = 'completed';
    } catch (error) {
      job.error = error instanceof JobFailure ? error.message : 'Internal server error';
      job.status = 'error';
    }
  }

  return {
    create(params) {
      const job: Job = {
        id: randomUUID(),
        params,
        createdAt: new Date(),
        status: 'queued',
        error: undefined,
        results: undefined,
        redactedAudio: undefined,
      };
      jobs.set(job.id, job);
      const done: Promise<void> = work(job).finally(() => running.delete(done));
      running.add(done);
      return job;
    },
    get: (id) => jobs.get(id),
    async settled() {
      await Promise.allSettled(running);
    },
  };
}
