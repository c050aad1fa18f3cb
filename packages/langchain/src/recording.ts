import type { Transcript, TranscriptColumns, Word } from '@earmark/core';
import { EarmarkError } from '@earmark/core/portable';

/** Words of a recording, in an array or in columns. */
export interface Words extends Iterable<Word> {
  readonly length: number;
  at(index: number): Word | undefined;
}

/** What one speaker says without a break; times are whole milliseconds. */
interface Turn {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly speaker: string;
  readonly channel?: string | null | undefined;
}

/** A completed transcript as documents are made of it: its words may be objects or columns. */
export interface Recording {
  /** Everything beside the words; do not look for them in here. */
  readonly transcript: Transcript;
  readonly words: Words;
  /** Undefined where the transcript has none. */
  readonly utterances: readonly Turn[] | undefined;
}

/**
 * Takes a transcript in either form.
 *
 * @throws EarmarkError `not_ready` for one that is not completed, `transcript_failed` for one that failed, `gone` for one
 * that was deleted: none of them becomes an empty document.
 */
export function toRecording(from: Transcript | TranscriptColumns): Recording {
  const recording = isColumns(from) ? ofColumns(from) : ofJson(from);
  const { id, status, error } = recording.transcript;
  const refuse = (code: 'gone' | 'not_ready' | 'transcript_failed', message: string): never => {
    throw new EarmarkError(code, `${message} (transcript ${id})`, { transcriptId: id });
  };
  if (isDeleted(from)) refuse('gone', 'This transcript was deleted.');
  if (status === 'error') refuse('transcript_failed', `The job ended with: ${error}`);
  if (status !== 'completed') refuse('not_ready', `This transcript is not completed: its status is ${status}.`);
  return recording;
}

/** Whether nothing was said: such a recording becomes no documents, in any format. */
export function isSilent({ transcript, words }: Recording): boolean {
  return words.length === 0 && (transcript.text ?? '').trim() === '';
}

/** The sole value of all words, or undefined where they differ. */
export function commonOf(words: Words, from: number, to: number, field: 'speaker' | 'channel'): string | undefined {
  const first = words.at(from)?.[field] ?? undefined;
  for (let at = from + 1; at < to; at++) if ((words.at(at)?.[field] ?? undefined) !== first) return undefined;
  return from < to ? first : undefined;
}

/** Whether what was said is gone for good. */
export function isDeleted(from: Transcript | TranscriptColumns): boolean {
  return (isColumns(from) ? from.transcript : from).audio_url === 'http://deleted_by_user';
}

function isColumns(from: Transcript | TranscriptColumns): from is TranscriptColumns {
  return 'transcript' in from && typeof from.transcript === 'object' && from.transcript !== null;
}

function ofColumns({ transcript, words, utterances }: TranscriptColumns): Recording {
  const hasTurns = utterances.length > 0 || Array.isArray(transcript.utterances);
  return { transcript, words, utterances: hasTurns ? utterances : undefined };
}

function ofJson(transcript: Transcript): Recording {
  return { transcript, words: transcript.words ?? [], utterances: transcript.utterances ?? undefined };
}

/** The place of the first word that starts then or later. */
export function firstFrom(words: Words, ms: number): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((words.at(middle)?.start ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
