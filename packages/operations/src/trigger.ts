import { type Transcript, type WebhookNotification, createWebhookReceiver } from '@earmark/core/portable';
import * as z from 'zod/mini';
import type { OperationContext } from './context.ts';
import { getTranscript } from './catalogue/read.ts';
import { invalid } from './refusal.ts';
import { sampleId } from './samples.ts';

/** A callback of the service's, as a host received it. */
export interface WebhookCall {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body: its text, or parsed already. */
  readonly body: unknown;
}

/** How a callback proves to be the service's: as `webhook_auth_header_name` and `…_value` of the job. */
export interface WebhookProof {
  /** At least 16 characters. */
  readonly secret: string;
  /** @default 'x-earmark-secret' */
  readonly headerName?: string | undefined;
}

export interface Trigger {
  readonly id: 'transcript_ready';
  readonly title: string;
  readonly summary: string;
  readonly output: z.ZodMiniType<WebhookNotification>;
  readonly sample: WebhookNotification;
  /**
   * Reads a callback, once it proved to be the service's.
   *
   * @throws EarmarkError `invalid` without the secret, or for what is no notification: answer 401 or 400, start nothing.
   */
  parse(call: WebhookCall, proof: WebhookProof): Promise<WebhookNotification>;
  /** Fetches the transcript of a notification; undefined for one of redacted audio. */
  load(notification: WebhookNotification, context: OperationContext): Promise<Transcript | undefined>;
}

// Where the receiver is, only the host knows; nothing here asks.
const url = 'https://localhost/';

export const transcriptReady: Trigger = Object.freeze({
  id: 'transcript_ready',
  title: 'When a transcript is ready',
  summary: 'Starts when the service tells that a transcript, or its redacted audio, is done.',
  output: z.union([
    z.object({ transcript_id: z.string(), status: z.enum(['completed', 'error']) }),
    z.object({ status: z.literal('redacted_audio_ready'), redacted_audio_url: z.string() }),
  ]),
  sample: { transcript_id: sampleId, status: 'completed' as const },
  async parse({ headers, body }: WebhookCall, proof: WebhookProof) {
    const receiver = createWebhookReceiver({ url, ...proof });
    let heard: WebhookNotification | undefined;
    receiver.onNotification((notification) => (heard = notification));
    const response = { statusCode: 0, end: () => undefined };
    await receiver.handle({ method: 'POST', headers, body, ...nothingMore }, response);
    if (heard !== undefined) return heard;
    if (response.statusCode === 401)
      throw invalid('`headers` must hold the webhook’s secret: this call was not the service’s.');
    throw invalid('`body` must be a notification, such as { transcript_id, status }.');
  },
  async load(notification: WebhookNotification, context: OperationContext) {
    if (!('transcript_id' in notification)) return undefined;
    return await getTranscript.run({ transcript_id: notification.transcript_id }, context);
  },
});

const nothingMore = {
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    // The body was read by the host.
  },
};
