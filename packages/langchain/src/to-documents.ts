import { EarmarkError, type CompletedTranscript, type Word } from '@earmark/core';
import { Document } from '@langchain/core/documents';
import { v5 } from '@langchain/core/utils/uuid';
import { type Passage, toPassages } from './to-passages.ts';
import { toTimecode } from './timecode.ts';

/** What becomes one document: the whole text, one speaker's turn, or a passage of a few sentences. */
export type DocumentFormat = 'text' | 'utterances' | 'chunks';

/** Flat and small, so that every vector store takes it; times are whole milliseconds. */
export interface TranscriptMetadata extends Record<string, unknown> {
  readonly source: string;
  readonly transcript_id: string;
  readonly start_ms: number;
  readonly end_ms: number;
  /** Where it starts, for people: `m:ss` or `h:mm:ss`. */
  readonly timecode: string;
  /** Absent where nobody knows. */
  readonly speaker?: string;
  readonly language_code?: string;
}

export type TranscriptDocument = Document<TranscriptMetadata>;

// Names the ids of this package; any UUID would do, as long as it never changes.
const namespace = '6d1c8f0e-2b57-4c39-9a14-5e7f30b8d2a6';

/**
 * Cuts a completed transcript into documents.
 *
 * @throws EarmarkError `unsupported` for `utterances` of a transcript that has none: it was made without speaker labels.
 */
export function toDocuments(
  transcript: CompletedTranscript,
  format: DocumentFormat,
  metadata: Readonly<Record<string, unknown>> & { readonly source: string },
): TranscriptDocument[] {
  return passagesOf(transcript, format).map(({ text, start, end, speaker }, at) => {
    const known = {
      ...(speaker === null ? {} : { speaker }),
      ...(typeof transcript.language_code === 'string' ? { language_code: transcript.language_code } : {}),
    };
    return new Document({
      // By place and not by time: two channels may begin to speak at once.
      id: v5(`${transcript.id}/${format}/${at}`, namespace),
      pageContent: text,
      metadata: {
        ...metadata,
        transcript_id: transcript.id,
        start_ms: start,
        end_ms: end,
        timecode: toTimecode(start),
        ...known,
      },
    });
  });
}

function passagesOf(transcript: CompletedTranscript, format: DocumentFormat): readonly Passage[] {
  if (format === 'text') return whole(transcript);
  if (format === 'chunks') return toPassages(transcript);
  if (transcript.utterances) return transcript.utterances;
  throw new EarmarkError(
    'unsupported',
    'This transcript has no utterances: ask for `speaker_labels`, or use the format `chunks`.',
    { transcriptId: transcript.id },
  );
}

function whole({ text, words }: CompletedTranscript): readonly Passage[] {
  const spoken: readonly Word[] = words ?? [];
  return [{ text: text ?? '', start: spoken[0]?.start ?? 0, end: spoken.at(-1)?.end ?? 0, speaker: null }];
}
