import { EarmarkError, withTranscriptId } from './errors.ts';
import { cutUrlSecrets } from './http-error.ts';
import { type WaitOptions, waitDefaults, withDefaults } from './options.ts';
import type { CompletedTranscript, Transcript } from './schemas/transcript.ts';
import type { Clock } from './transport.ts';

/** Looks at a job until it is done, and tells of every status but one already reported; resolves when it is completed. */
export async function waitFor(
  look: (signal: AbortSignal | undefined) => Promise<Transcript>,
  id: string,
  clock: Clock,
  options: WaitOptions = {},
  reported?: Transcript['status'],
): Promise<CompletedTranscript> {
  const { signal, onProgress } = options;
  const { timeoutMs, pollIntervalMs } = withDefaults(waitDefaults, options);
  const startedAt = clock.now();
  for (let seen = reported; ;) {
    const transcript = await look(signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw withTranscriptId(error, id);
    });
    if (transcript.status === 'error') throw failed(id, transcript);
    if (transcript.status !== seen) onProgress?.({ stage: transcript.status, transcriptId: id });
    if (transcript.status === 'completed') return transcript;
    seen = transcript.status;
    const elapsedMs = clock.now() - startedAt;
    if (elapsedMs >= timeoutMs) throw timedOut(id, timeoutMs);
    await clock.sleep(Math.min(pauseMs(elapsedMs, pollIntervalMs), timeoutMs - elapsedMs), signal);
  }
}

// Short clips are done within a second or two; a look costs little, so the first ones come soon.
function pauseMs(elapsedMs: number, longestMs: number): number {
  return Math.min(longestMs, 100 + elapsedMs / 5);
}

function failed(id: string, { error }: Transcript): EarmarkError {
  const serviceMessage = typeof error === 'string' ? cutUrlSecrets(error) : undefined;
  const words = serviceMessage === undefined ? 'without saying why' : `with: ${serviceMessage}`;
  const details = { transcriptId: id, serviceMessage };
  return new EarmarkError('transcript_failed', `The job ended ${words} (transcript ${id})`, details);
}

function timedOut(id: string, timeoutMs: number): EarmarkError {
  const message = `The job was not done after ${timeoutMs} ms and goes on: resume with transcripts.wait('${id}').`;
  return new EarmarkError('timeout', message, { retryable: true, transcriptId: id });
}
