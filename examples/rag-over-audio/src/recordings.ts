import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Client, CompletedTranscript } from '@earmark/core';
import { type TranscriptDocument, TranscriptLoader } from '@earmark/langchain';

/** A recording and what is said in it. */
export interface Recording {
  /** Where it is, as a player or a browser opens it. */
  readonly url: string;
  readonly transcript: CompletedTranscript;
}

/** Transcribes recordings side by side, telling their speakers apart. */
export async function transcribeAll(client: Client, sources: readonly string[]): Promise<readonly Recording[]> {
  return await Promise.all(
    sources.map(async (source) => ({
      url: /^https?:/i.test(source) ? source : pathToFileURL(resolve(source)).href,
      transcript: await client.transcripts.transcribe(source, { speaker_labels: true }),
    })),
  );
}

/** Loads what was transcribed as passages. */
export async function loadAll(client: Client, recordings: readonly Recording[]): Promise<TranscriptDocument[]> {
  const sources = recordings.map(({ transcript }) => ({ transcriptId: transcript.id }));
  return await new TranscriptLoader(sources, { client }).load();
}
