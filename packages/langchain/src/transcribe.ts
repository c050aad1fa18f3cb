import type { AudioSource, Client, Progress, Transcript, TranscriptColumns, TranscriptParams } from '@earmark/core';
import { EarmarkError } from '@earmark/core/portable';
import type { TranscriptCache } from './cache/store.ts';
import { forget, submitOnce } from './cache/submit-once.ts';
import { isDeleted } from './recording.ts';
import { type TranscriptSource, isTranscript, isTranscriptId } from './source.ts';

/** What is asked of the service, and how. */
export interface Asking {
  /** Made when something has to be asked for. */
  readonly client: () => Client;
  readonly params: TranscriptParams;
  readonly signal: AbortSignal | undefined;
  /** Whether a recording whose job failed before gets another one. */
  readonly retryFailed: boolean;
  readonly onProgress: ((progress: JobProgress) => void) | undefined;
}

/** How far a recording has come; `resumed` is a job that was there before. */
export type JobProgress = Progress | { readonly stage: 'resumed'; readonly transcriptId: string };

/**
 * Turns a source into a completed transcript: with words as columns where it is done already, so that hours of speech take
 * little memory.
 *
 * @throws EarmarkError as `transcripts.transcribe` and `transcripts.wait` do.
 */
export async function transcribe(
  source: TranscriptSource,
  asking: Asking,
  cache: TranscriptCache | undefined,
): Promise<Transcript | TranscriptColumns> {
  if (isTranscript(source)) return source.transcript;
  if (isTranscriptId(source)) return await fetchTranscript(source.transcriptId, asking);
  if (cache !== undefined) {
    const cached = await transcribeOnce(source, asking, cache);
    if (cached !== undefined) return cached;
  }
  const { client, params, signal, onProgress } = asking;
  return await client().transcripts.transcribe(source, params, { signal, onProgress });
}

/** Fetches a transcript, and waits for it where it is not done. */
export async function fetchTranscript(
  id: string,
  { client, signal, onProgress }: Asking,
): Promise<Transcript | TranscriptColumns> {
  const { transcripts } = client();
  const columns = await transcripts.columns(id, { signal });
  if (columns.transcript.status !== 'completed') return await transcripts.wait(id, { signal, onProgress });
  onProgress?.({ stage: 'completed', transcriptId: id });
  return columns;
}

async function transcribeOnce(
  audio: AudioSource,
  asking: Asking,
  cache: TranscriptCache,
): Promise<Transcript | TranscriptColumns | undefined> {
  const submitted = await submitOnce(audio, asking, cache);
  if (submitted === undefined) return undefined;
  const { transcriptId, isNew } = submitted;
  const { client, signal, onProgress } = asking;
  if (isNew) return await client().transcripts.wait(transcriptId, { signal, onProgress });
  onProgress?.({ stage: 'resumed', transcriptId });
  const known = await fetchTranscript(transcriptId, asking).catch((error: unknown) => {
    const mayGoAgain = asking.retryFailed && EarmarkError.is(error, 'transcript_failed');
    if (EarmarkError.is(error, 'not_found') || mayGoAgain) return undefined;
    throw error;
  });
  if (known !== undefined && !isDeleted(known)) return known;
  // Deleted at the service since: there is nothing left to load, so it is transcribed anew.
  await forget(audio, asking, cache);
  return await transcribeOnce(audio, asking, cache);
}
