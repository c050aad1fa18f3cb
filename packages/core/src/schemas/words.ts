import { number, recordOf, text } from './kinds.ts';
import { maybeNull, open } from './open.ts';
import { unwalked } from './unwalked.ts';

// https://www.assemblyai.com/docs/api-reference/transcripts/get

export interface Word {
  text: string;
  /** From the start of the recording, in milliseconds. */
  start: number;
  /** From the start of the recording, in milliseconds. */
  end: number;
  /** 0 to 1. */
  confidence: number;
  /** `A`, `B` … with `speaker_labels`, `1`, `2` … with `multichannel`, `1A` with both, or a name that was identified. */
  speaker?: string | null | undefined;
  /** From `1`, with `multichannel`. */
  channel?: string | null | undefined;
  [key: string]: unknown;
}

const wordShape = {
  text,
  start: number,
  end: number,
  confidence: number,
  speaker: maybeNull(text),
  channel: maybeNull(text),
};
export const wordSchema = open<Word>(wordShape);

/** What one speaker says without a break. */
export interface Utterance {
  text: string;
  /** From the start of the recording, in milliseconds. */
  start: number;
  /** From the start of the recording, in milliseconds. */
  end: number;
  /** 0 to 1. */
  confidence: number;
  words: Word[];
  /** As of its words. */
  speaker: string;
  /** From `1`, with `multichannel`. */
  channel?: string | null | undefined;
  /** By language, with `translation.match_original_utterance`. */
  translated_texts?: Record<string, string> | null | undefined;
  [key: string]: unknown;
}

export const utteranceSchema = open<Utterance>({
  ...wordShape,
  speaker: text,
  words: unwalked(wordSchema),
  translated_texts: maybeNull(recordOf(text, 'an object of strings')),
});

/** A sentence, by punctuation. */
export interface Sentence extends Word {
  words: Word[];
}

export const sentenceSchema = open<Sentence>({ ...wordShape, words: unwalked(wordSchema) });

/** A paragraph, which does not say who speaks: its words do. */
export interface Paragraph {
  text: string;
  /** From the start of the recording, in milliseconds. */
  start: number;
  /** From the start of the recording, in milliseconds. */
  end: number;
  /** 0 to 1. */
  confidence: number;
  words: Word[];
  [key: string]: unknown;
}

export const paragraphSchema = open<Paragraph>({
  text,
  start: number,
  end: number,
  confidence: number,
  words: unwalked(wordSchema),
});

/** From and to, in milliseconds from the start of the recording. */
export interface Timestamp {
  start: number;
  end: number;
  [key: string]: unknown;
}

export const timestampSchema = open<Timestamp>({ start: number, end: number });
