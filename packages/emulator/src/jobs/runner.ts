import { JobFailure } from '../job-failure.ts';
import { computeResults } from '../results/results.ts';
import type { RedactedAudio } from '../redacted-audio.ts';
import type { Webhooks } from '../webhooks.ts';
import type { Job, JobState, Listen } from './job.ts';
import type { Keep } from './keeper.ts';
import { createSlots } from './slots.ts';

export interface RunnerWorld {
  readonly listen: Listen;
  readonly redacted: RedactedAudio;
  /** What is as large or larger is not redacted. */
  readonly mostRedactedBytes: number;
  readonly webhooks: Webhooks;
  /** Jobs that run at the same time. */
  readonly concurrency: number;
  /** Aborted when the emulator ends: what runs then is left as if it had not begun. */
  readonly signal: AbortSignal;
}

export interface Runner {
  /** Runs a job, as soon as there is a place; with `failure`, it ends in `error` with these words. */
  run(job: Job, failure?: string): void;
  /** Tells the receiver of a job's webhook, where there is one. */
  call(job: Job): void;
  /** Resolves when nothing runs any more. */
  settled(): Promise<void>;
}

/** Takes jobs from queued to processing, to completed or error, to their webhook. */
export function createRunner(world: RunnerWorld, keep: Keep, stamp: () => string): Runner {
  const { webhooks, signal } = world;
  const slots = createSlots(world.concurrency);
  const calls = createSlots(Infinity);

  async function work(job: Job, failure: string | undefined): Promise<void> {
    // A client that creates and looks at once should see the job queued, as it does at the service.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return;
    Object.assign(job, { status: 'processing' });
    const outcome = failure === undefined ? await attempt(job, world) : toError(new JobFailure(failure));
    if (signal.aborted) return;
    const ended = { ...outcome, completed: stamp() };
    await keep(job, ended).catch((error: unknown) => Object.assign(job, ended, { results: undefined }, toError(error)));
    call(job);
  }

  async function tell(job: Job): Promise<void> {
    try {
      await webhooks.notify(job, (webhookStatusCode) => keep(job, { webhookStatusCode }));
      await keep(job, { notified: true });
    } catch {
      // The emulator ends, or its disk is full: what was kept tells the next process to try again.
    }
  }

  function call(job: Job): void {
    if (typeof job.params['webhook_url'] === 'string') calls.run(() => tell(job));
  }

  return {
    run(job, failure) {
      Object.assign(job, { status: 'queued', throttled: slots.run(() => work(job, failure)) });
    },
    call,
    async settled() {
      await slots.settled();
      await calls.settled();
    },
  };
}

async function attempt(
  { id, params }: Job,
  { listen, redacted, mostRedactedBytes }: RunnerWorld,
): Promise<Partial<JobState>> {
  try {
    return await listen(params.audio_url, params['multichannel'] === true, async (heard) => {
      const { results, redactedAudio } = await computeResults(heard, params, mostRedactedBytes);
      if (redactedAudio !== undefined) await redacted.save(id, redactedAudio);
      return { status: 'completed', results };
    });
  } catch (error) {
    return toError(error);
  }
}

function toError(error: unknown): Partial<JobState> {
  return { status: 'error', error: error instanceof JobFailure ? error.message : 'Internal server error' };
}
