import * as z from 'zod/mini';
import { number, oneOf, text } from './kinds.ts';
import { type ShapeOf, nullWhereAbsent, open } from './open.ts';
import { type TranscriptFields, transcriptFields } from './transcript-fields.ts';
import { unwalked } from './unwalked.ts';
import { type Word, wordSchema } from './words.ts';

// https://www.assemblyai.com/docs/api-reference/transcripts/get

export interface QueuedTranscript extends TranscriptFields {
  status: 'queued';
}

export interface ProcessingTranscript extends TranscriptFields {
  status: 'processing';
}

/** A job that is done: the only kind that waiting resolves with. */
export interface CompletedTranscript extends TranscriptFields {
  status: 'completed';
  /** Null where nothing was said; `Deleted by user.` after deletion. */
  text: string | null;
  /** Null after deletion. */
  words: Word[] | null;
  /** Mean of the words', 0 to 1. */
  confidence: number | null;
  /** In whole seconds, rounded up. */
  audio_duration: number | null;
}

/** A job that failed, which the service answers like any other. */
export interface FailedTranscript extends TranscriptFields {
  status: 'error';
  /** The service's words. */
  error: string;
}

/** A job as the service answers it, in any state; narrows by `status`. */
export type Transcript = QueuedTranscript | ProcessingTranscript | CompletedTranscript | FailedTranscript;

const completedShape: ShapeOf<CompletedTranscript> = {
  ...transcriptFields,
  status: oneOf('completed'),
  text: nullWhereAbsent(text),
  words: nullWhereAbsent(unwalked(wordSchema)),
  confidence: nullWhereAbsent(number),
  audio_duration: nullWhereAbsent(number),
};

export const completedTranscriptSchema = open<CompletedTranscript>(completedShape);

export const transcriptSchema: z.ZodMiniType<Transcript> = z.discriminatedUnion(
  'status',
  [
    z.looseObject({ ...transcriptFields, status: oneOf('queued') }),
    z.looseObject({ ...transcriptFields, status: oneOf('processing') }),
    z.looseObject(completedShape),
    z.looseObject({ ...transcriptFields, status: oneOf('error'), error: text }),
  ],
  'a transcript',
);
