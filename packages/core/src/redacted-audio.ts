import { within } from './deadline.ts';
import { envelope } from './envelope.ts';
import { EarmarkError } from './errors.ts';
import type { Api } from './http.ts';
import { type WaitOptions, checkedWait } from './options.ts';
import type { RedactedAudio } from './schemas/index.ts';
import type { Clock } from './transport.ts';
import { redactedAudioOf } from './waiting/notification.ts';

const shape = envelope<RedactedAudio>({ status: 'string', 'redacted_audio_url?': 'string' });
const pauseMs = 3000;

/** Asks for the redacted recording until it is there: the service answers 202 while it makes it. */
export async function untilRedacted(
  api: Api,
  clock: Clock,
  url: string,
  id: string,
  options: WaitOptions,
): Promise<RedactedAudio> {
  const { signal, webhook } = options;
  const { timeoutMs } = checkedWait(options);
  signal?.throwIfAborted();

  async function ask(inner: AbortSignal): Promise<RedactedAudio> {
    for (;;) {
      const { head, value } = await api.answer(shape, { method: 'GET', url, signal: inner });
      if (head.status !== 202) return value;
      if (webhook === undefined) await clock.sleep(pauseMs, inner, 'pause');
      else await webhook.called(redactedAudioOf(id), { clock, ms: 10 * pauseMs, signal: inner });
    }
  }

  return await within({ clock, ms: timeoutMs, signal }, ask, () => {
    const message = `The redacted audio of transcript ${id} was not ready after ${timeoutMs} ms; ask again later.`;
    return new EarmarkError('timeout', message, { retryable: true, transcriptId: id });
  });
}
