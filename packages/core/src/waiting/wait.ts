import { within } from '../deadline.ts';
import { EarmarkError, withTranscriptId } from '../errors.ts';
import type { Observe } from '../events.ts';
import type { Redact } from '../http-error.ts';
import { type WaitOptions, checkedWait } from '../options.ts';
import type { CompletedTranscript, Transcript } from '../schemas/index.ts';
import type { Clock } from '../transport.ts';
import type { Fleet } from './fleet.ts';
import type { Hint, PollPlan } from './plan.ts';

export interface WaiterDeps {
  /** Fetches a job; tries again by itself when the network or the service fails. */
  readonly look: (id: string, signal: AbortSignal) => Promise<Transcript>;
  /** Loaded when there are enough to form one. */
  readonly fleet: () => Promise<Fleet>;
  readonly plan: PollPlan;
  readonly clock: Clock;
  readonly observe: Observe;
  /** Cuts the key and the secrets of URLs out of the service's words. */
  readonly redact: Redact;
}

/** What is known of a job from its submission. */
interface Submitted {
  readonly status: Transcript['status'];
  /** On the client's clock: the waiting began with the call, not with the job. */
  readonly calledMs: number;
  readonly hint: Hint;
}

type Wait = (id: string, options?: WaitOptions, submitted?: Submitted) => Promise<CompletedTranscript>;

// From here on, one list costs less than looking at each.
const fleetFrom = 10;
const webhookPauseMs = 30_000;

/** Returns a function that waits for a job, whoever created it. */
export function createWaiter(deps: WaiterDeps): Wait {
  const { clock, observe } = deps;
  const pending = { count: 0 };
  return async (id, options = {}, submitted) => {
    const { timeoutMs, pollIntervalMs } = checkedWait(options);
    options.signal?.throwIfAborted();
    const startedMs = clock.now();
    const endMs = (submitted?.calledMs ?? startedMs) + timeoutMs;
    const bounds = {
      clock,
      // A timeout of 0 looks once: what bounds that look is the request's own deadline.
      ms: timeoutMs === 0 ? Number.POSITIVE_INFINITY : Math.max(0, endMs - startedMs),
      signal: options.signal,
    };
    const job = { deps, pending, id, options, submitted, startedMs, endMs, timeoutMs, pollIntervalMs };
    pending.count += 1;
    try {
      return await within(
        bounds,
        (signal) => untilDone({ ...job, signal }),
        () => timedOut(id, timeoutMs),
      );
    } catch (error) {
      options.signal?.throwIfAborted();
      if (EarmarkError.is(error, 'transcript_failed')) observe({ type: 'job', transcriptId: id, status: 'error' });
      throw withTranscriptId(error, id);
    } finally {
      pending.count -= 1;
    }
  };
}

interface Job {
  readonly deps: WaiterDeps;
  /** How many this client waits for. */
  readonly pending: { readonly count: number };
  readonly id: string;
  readonly options: WaitOptions;
  readonly submitted: Submitted | undefined;
  readonly startedMs: number;
  readonly endMs: number;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  readonly signal: AbortSignal;
}

type Status = Transcript['status'];

async function untilDone(job: Job): Promise<CompletedTranscript> {
  const { deps, id, options, submitted, startedMs, signal } = job;
  for (let seen = submitted?.status, isFirst = submitted === undefined; ; isFirst = false) {
    if (!isFirst) seen = await untilLookIsDue(job, seen);
    const transcript = await deps.look(id, signal);
    deps.observe({ type: 'poll', transcriptId: id, status: transcript.status });
    if (transcript.status === 'error') throw failed(id, transcript, deps.redact);
    if (transcript.status !== seen) options.onProgress?.({ stage: transcript.status, transcriptId: id });
    if (transcript.status === 'completed') {
      deps.observe({ type: 'job', transcriptId: id, status: 'completed' });
      if (submitted !== undefined) deps.plan.learn(deps.clock.now() - startedMs, submitted.hint);
      return transcript;
    }
    seen = transcript.status;
  }
}

/** Pauses, and passes on what the list tells meanwhile; resolves with the status seen last. */
async function untilLookIsDue(job: Job, before: Status | undefined): Promise<Status | undefined> {
  const { deps, pending, id, options, submitted, signal } = job;
  const { clock, fleet, plan } = deps;
  for (let seen = before; ;) {
    const leftMs = job.endMs - clock.now();
    if (leftMs <= 0) throw timedOut(id, job.timeoutMs);
    if (options.webhook !== undefined) {
      await options.webhook.called(id, { clock, ms: Math.min(webhookPauseMs, leftMs), signal });
      return seen;
    }
    const planned = plan.pauseMs(clock.now() - job.startedMs, submitted?.hint ?? {});
    const pauseMs = Math.min(planned, job.pollIntervalMs, leftMs);
    if (pending.count < fleetFrom) {
      await clock.sleep(pauseMs, signal, 'pause');
      return seen;
    }
    const { news: nextNews } = await fleet();
    const news = await nextNews(id, seen, pauseMs, signal);
    if (news !== 'processing') return seen;
    seen = news;
    options.onProgress?.({ stage: news, transcriptId: id });
  }
}

function failed(id: string, { error }: Transcript, redact: Redact): EarmarkError {
  const serviceMessage = typeof error === 'string' ? redact(error) : undefined;
  const words = serviceMessage === undefined ? 'without saying why' : `with: ${serviceMessage}`;
  const details = { transcriptId: id, serviceMessage };
  return new EarmarkError('transcript_failed', `The job ended ${words} (transcript ${id})`, details);
}

function timedOut(id: string, timeoutMs: number): EarmarkError {
  const message = `The job was not done after ${timeoutMs} ms and goes on: resume with transcripts.wait('${id}').`;
  return new EarmarkError('timeout', message, { retryable: true, transcriptId: id });
}
