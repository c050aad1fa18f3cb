import type { Clock } from './clock.ts';
import type { Job } from './jobs/job.ts';
import type { RedactedAudio } from './redacted-audio.ts';
import type { Json } from './shapes.ts';

const mostAttempts = 10;
const mostAnswerMs = 10_000;
const defaultRetryMs = 10_000;

export interface Webhooks {
  /**
   * Tells the receiver of a job that it has ended, until one try is heard, refused with a 4xx, or the last.
   *
   * @param record - Is told every status that is answered.
   * @see https://www.assemblyai.com/docs/guides/webhooks
   */
  notify(job: Job, record: (status: number) => Promise<void>): Promise<void>;
}

/** Something to tell a receiver. */
interface Delivery {
  readonly url: string;
  /** Name and value of a header that proves who sends; both or nothing. */
  readonly secret: { readonly name: unknown; readonly value: unknown };
  readonly body: Json;
  /** Whether it is still to be told, after it was not heard. */
  readonly isWanted: () => boolean;
  /** Is told every status that is answered. */
  readonly record: (status: number) => Promise<void>;
}

/** Makes what delivers until one try is heard, refused with a 4xx, or the last. */
export function createDelivery(clock: Clock, signal: AbortSignal, retryMs: number = defaultRetryMs) {
  return async ({ url, secret, body, isWanted, record }: Delivery): Promise<void> => {
    const request = {
      method: 'POST',
      headers: headersOf(secret),
      body: JSON.stringify(body),
      redirect: 'manual',
    } as const;
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const status = await post(url, request, clock, signal);
      if (status !== undefined) await record(status);
      if (status !== undefined && ((status >= 200 && status < 300) || (status >= 400 && status < 500))) return;
      if (attempt < mostAttempts) await clock.sleep(retryMs, signal);
      if (!isWanted()) return;
    }
  };
}

/** @param retryMs - Milliseconds from one try to the next. */
export function createWebhooks(
  clock: Clock,
  signal: AbortSignal,
  redacted: Pick<RedactedAudio, 'linkTo'>,
  retryMs?: number,
): Webhooks {
  const deliverTo = createDelivery(clock, signal, retryMs);
  async function deliver(job: Job, body: Json, record: (status: number) => Promise<void>): Promise<void> {
    const { webhook_url: url, webhook_auth_header_name: name, webhook_auth_header_value: value } = job.params;
    if (typeof url !== 'string') return;
    await deliverTo({ url, secret: { name, value }, body, isWanted: () => job.deleted === undefined, record });
  }

  return {
    async notify(job, record) {
      const { status, id } = job;
      const redacted_audio_url = redacted.linkTo(id);
      if (status === 'completed' && redacted_audio_url !== undefined) {
        await deliver(job, { status: 'redacted_audio_ready', redacted_audio_url }, record);
      }
      await deliver(job, { transcript_id: id, status }, record);
    },
  };
}

function headersOf({ name, value }: Delivery['secret']): Record<string, string> {
  const secret = typeof name === 'string' && typeof value === 'string' ? { [name]: value } : {};
  return { ...secret, 'content-type': 'application/json' };
}

/** The status that was answered in time; undefined when there was none. */
async function post(url: string, init: RequestInit, clock: Clock, signal: AbortSignal): Promise<number | undefined> {
  const answered = new AbortController();
  const late = new AbortController();
  const patience = AbortSignal.any([signal, answered.signal]);
  clock.sleep(mostAnswerMs, patience).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any([signal, late.signal]) });
    await response.body?.cancel();
    return response.status;
  } catch {
    signal.throwIfAborted();
    return undefined;
  } finally {
    answered.abort();
  }
}
