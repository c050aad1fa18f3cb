import { EarmarkError } from '../errors.ts';
import { type Observe, toRetry } from '../events.ts';
import type { Api } from '../http.ts';
import { job } from '../job.ts';
import { longestAskedMs, pauseAfter, surelyUndone } from '../retry.ts';
import type { Transcript, TranscriptParams } from '../schemas/index.ts';
import type { Clock } from '../transport.ts';
import { createDoubts } from './doubts.ts';
import type { Doubt } from './search.ts';
import { createInFlight, createKnown } from './in-flight.ts';

export interface SubmitDeps {
  readonly api: Api;
  /** Where jobs are created and listed. */
  readonly url: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly observe: Observe;
}

export type Submission = TranscriptParams & { readonly audio_url: string };

const mostRetries = 5;

/**
 * Returns a function that creates jobs, and none of them twice.
 *
 * Creating is not idempotent, and each job is paid for. Where the service surely did nothing, it is asked again; where
 * the answer is lost, the job is looked for first, among those created since and not by this client.
 */
export function createSubmit(deps: SubmitDeps): (params: Submission, signal?: AbortSignal) => Promise<Transcript> {
  const { api, url, clock, random, observe } = deps;
  const [known, inFlight, doubts] = [createKnown(), createInFlight(), createDoubts()];

  function told(created: Transcript, status: 'created' | 'recovered'): Transcript {
    known.add(created.id);
    observe({ type: 'job', transcriptId: created.id, status });
    return created;
  }

  async function recover(lost: Omit<Doubt, 'alike'>, pause: () => Promise<void>): Promise<Transcript | undefined> {
    return await doubts.while(lost.params, async (alike) => {
      await pause();
      const { findJob } = await import('./search.ts');
      const found = await findJob({ ...deps, known, inFlight, doubts }, { ...lost, alike });
      return found && told(found, 'recovered');
    });
  }

  return async (params, signal) => {
    const beganMs = clock.now();
    const request = { method: 'POST', url, body: { json: params }, signal, retries: 0 } as const;
    const post = async (): Promise<Transcript> => told(await api.json(job, request), 'created');
    for (let failures = 0; ; failures += 1) {
      try {
        return await inFlight.while(params.audio_url, post);
      } catch (error) {
        signal?.throwIfAborted();
        if (!EarmarkError.is(error) || !(surelyUndone(error) || mayBeDone(error))) throw error;
        if ((error.retryAfterMs ?? 0) > longestAskedMs) throw error;
        const pauseMs = pauseAfter(failures, random, error.retryAfterMs);
        const pause = (): Promise<void> => clock.sleep(pauseMs, signal, 'pause');
        if (!surelyUndone(error)) {
          const existing = await recover({ params, beganMs, lost: error, signal }, pause);
          if (existing !== undefined) return existing;
        }
        if (failures >= mostRetries) throw error;
        observe(toRetry(request, error, pauseMs));
        if (surelyUndone(error)) await pause();
      }
    }
  };
}

// A refusal is an answer. Silence, a broken connection, a failing service and an answer that makes no sense are none.
function mayBeDone(error: EarmarkError): boolean {
  const { code, status = 0 } = error;
  return !surelyUndone(error) && (error.retryable || (code === 'protocol' && status >= 200 && status < 300));
}
