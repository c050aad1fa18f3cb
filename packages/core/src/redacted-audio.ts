import { within } from './deadline.ts';
import { envelope } from './envelope.ts';
import { EarmarkError } from './errors.ts';
import type { Api } from './http.ts';
import { type WaitOptions, checkedWait } from './options.ts';
import type { RedactedAudio } from './schemas/index.ts';
import type { Clock } from './transport.ts';
import { redactedAudioOf } from './waiting/notification.ts';

const shape = envelope<RedactedAudio>({ status: 'string', 'redacted_audio_url?': 'string' });
const webhookPauseMs = 30_000;

/** Asks for the redacted recording until it is there: the service answers 202 while it makes it. */
export async function untilRedacted(
  api: Api,
  clock: Clock,
  url: string,
  id: string,
  options: WaitOptions,
): Promise<RedactedAudio> {
  const { signal, webhook } = options;
  const { timeoutMs, pollIntervalMs } = checkedWait(options);
  signal?.throwIfAborted();

  const late = (): EarmarkError => {
    const message = `The redacted audio of transcript ${id} was not ready after ${timeoutMs} ms; ask again later.`;
    return new EarmarkError('timeout', message, { retryable: true, transcriptId: id });
  };

  async function ask(inner: AbortSignal): Promise<RedactedAudio> {
    for (;;) {
      const { head, value } = await api.answer(shape, { method: 'GET', url, signal: inner });
      if (head.status !== 202) return value;
      if (timeoutMs === 0) throw late();
      if (webhook === undefined) await clock.sleep(pollIntervalMs, inner, 'pause');
      else await webhook.called(redactedAudioOf(id), { clock, ms: webhookPauseMs, signal: inner });
    }
  }

  // A timeout of 0 asks once: what bounds that is the request's own deadline.
  const ms = timeoutMs === 0 ? Number.POSITIVE_INFINITY : timeoutMs;
  return await within({ clock, ms, signal }, ask, late);
}
