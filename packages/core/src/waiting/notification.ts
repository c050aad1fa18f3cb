import { isRecord } from '../record.ts';

/** What the service tells when a job is done, or its redacted audio is. */
export type WebhookNotification =
  | { readonly transcript_id: string; readonly status: 'completed' | 'error' }
  | { readonly status: 'redacted_audio_ready'; readonly redacted_audio_url: string };

/** Reads the body of a callback; what is no notification is `undefined`. */
export function toNotification(body: string): WebhookNotification | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isRecord(json)) return undefined;
  const { transcript_id, status, redacted_audio_url } = json;
  if (typeof transcript_id === 'string' && (status === 'completed' || status === 'error'))
    return { transcript_id, status };
  if (typeof redacted_audio_url !== 'string' || status !== 'redacted_audio_ready') return undefined;
  return { status, redacted_audio_url };
}

/** Names what is waited for: a job, or its redacted audio, which names its job in the URL alone. */
export function subjectOf(notification: WebhookNotification): string | undefined {
  if ('transcript_id' in notification) return notification.transcript_id;
  const id = /\/redacted-audio\/([^/?#]+)\.(?:mp3|wav)(?:[?#]|$)/.exec(notification.redacted_audio_url)?.[1];
  return id === undefined ? undefined : redactedAudioOf(id);
}

export function redactedAudioOf(id: string): string {
  return `${id}/redacted-audio`;
}
