import type { Client, CompletedTranscript } from '@earmark/core';
import { type TranscriptDocument, TranscriptLoader } from '@earmark/langchain';
import type { Reporter } from './reporter.ts';

export interface Recording {
  readonly audio: string;
  readonly transcript: CompletedTranscript;
  /** Passages that know who spoke, and when. */
  readonly documents: readonly TranscriptDocument[];
}

/** Turns audio into a transcript with speaker labels, and that into documents. */
export async function transcribe(
  client: Client,
  audio: string,
  { onProgress }: Reporter,
  signal: AbortSignal,
): Promise<Recording> {
  const transcript = await client.transcripts.transcribe(audio, { speaker_labels: true }, { onProgress, signal });
  const loader = new TranscriptLoader({ transcriptId: transcript.id }, { client, signal });
  return { audio, transcript, documents: await loader.load() };
}
