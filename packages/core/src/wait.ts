import { EarmarkError, withTranscriptId } from './errors.ts';
import { type WaitOptions, waitDefaults, withDefaults } from './options.ts';
import type { CompletedTranscript, Transcript } from './schemas/transcript.ts';
import type { Clock } from './transport.ts';

/** Looks at a job until it is done; resolves only with a completed transcript. */
export async function waitFor(
  look: (signal: AbortSignal | undefined) => Promise<Transcript>,
  id: string,
  clock: Clock,
  options: WaitOptions = {},
): Promise<CompletedTranscript> {
  const { signal, onProgress } = options;
  const { timeoutMs, pollIntervalMs } = withDefaults(waitDefaults, options);
  const startedAt = clock.now();
  for (let seen: Transcript['status'] | undefined; ;) {
    const transcript = await look(signal).catch((error: unknown) => {
      throw withTranscriptId(error, id);
    });
    if (transcript.status === 'error') throw failed(transcript);
    if (transcript.status !== seen) onProgress?.({ stage: transcript.status, transcriptId: id });
    if (isCompleted(transcript)) return transcript;
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

function isCompleted(transcript: Transcript): transcript is CompletedTranscript {
  return transcript.status === 'completed';
}

function failed({ id, error }: Transcript): EarmarkError {
  const serviceMessage = error ?? undefined;
  const words = serviceMessage === undefined ? 'without saying why' : `with: ${cutQueries(serviceMessage)}`;
  return new EarmarkError('transcript_failed', `The job ended ${words} (transcript ${id})`, {
    transcriptId: id,
    serviceMessage: serviceMessage === undefined ? undefined : cutQueries(serviceMessage),
  });
}

function timedOut(id: string, timeoutMs: number): EarmarkError {
  const message = `The job was not done after ${timeoutMs} ms and goes on: resume with transcripts.wait('${id}').`;
  return new EarmarkError('timeout', message, { retryable: true, transcriptId: id });
}

// A download error repeats the URL it was given, signature and all.
function cutQueries(text: string): string {
  return text.replace(/(https?:\/\/[^\s?]+)\?\S*/g, '$1?[cut]');
}
