import { httpUrl, matching } from '../kinds.ts';
import { type ShapeOf, maybe, maybeNull } from '../open.ts';

// https://www.assemblyai.com/docs/pre-recorded-audio/webhooks

/** Who is told when the job is done. */
export interface WebhookParams {
  /** Gets `{ transcript_id, status }` by POST; its query is kept, and can carry ids of your own. */
  webhook_url?: string | undefined;
  /** A header for the webhook, which tells that it is the service who calls. Beside `webhook_auth_header_value`. */
  webhook_auth_header_name?: string | null | undefined;
  /** Never echoed. Beside `webhook_auth_header_name`. */
  webhook_auth_header_value?: string | null | undefined;
}

export const webhookShape: ShapeOf<WebhookParams> = {
  webhook_url: maybe(httpUrl),
  webhook_auth_header_name: maybeNull(
    matching(/^[\w-]{1,1000}$/, 'a string of 1 to 1000 letters, digits, hyphens or underscores'),
  ),
  // More than the documentation forbids, because HTTP does: what cannot be a header cannot be sent.
  webhook_auth_header_value: maybeNull(
    matching(/^[\t\x20-\x7e\x80-\xff]{1,1000}$/, 'a string of 1 to 1000 characters without line breaks'),
  ),
};
