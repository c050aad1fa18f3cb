import * as z from 'zod/mini';
import { listOf, number, suggested, text } from './kinds.ts';
import type { Suggested } from './known.ts';
import { open, orNull } from './open.ts';
import { unwalked } from './unwalked.ts';
import { type Paragraph, type Sentence, paragraphSchema, sentenceSchema } from './words.ts';

// https://www.assemblyai.com/docs/api-reference/transcripts

/** What is said of the whole, beside its parts. */
interface Sections {
  id: string;
  /** 0 to 1. */
  confidence: number | null;
  /** In whole seconds, rounded up. */
  audio_duration: number | null;
  [key: string]: unknown;
}

export interface Sentences extends Sections {
  sentences: Sentence[];
}

export interface Paragraphs extends Sections {
  paragraphs: Paragraph[];
}

export interface WordSearchMatch {
  text: string;
  count: number;
  /** From and to, in milliseconds. */
  timestamps: [number, number][];
  /** Places in the transcript's `words`. */
  indexes: number[];
  [key: string]: unknown;
}

export interface WordSearch {
  id: string;
  /** Of all matches together. */
  total_count: number;
  matches: WordSearchMatch[];
  [key: string]: unknown;
}

/** Where redacted audio is, once it is made. */
export interface RedactedAudio {
  status: Suggested<'redacted_audio_ready'>;
  /** Signed, and good for half an hour or so; anyone who has it can listen. */
  redacted_audio_url: string;
  [key: string]: unknown;
}

export interface Upload {
  /** Only the service can read it, and only for the project that uploaded it. */
  upload_url: string;
  [key: string]: unknown;
}

const sections = { id: text, confidence: orNull(number), audio_duration: orNull(number) };

export const sentencesSchema = open<Sentences>({ ...sections, sentences: unwalked(sentenceSchema) });
export const paragraphsSchema = open<Paragraphs>({ ...sections, paragraphs: unwalked(paragraphSchema) });

export const wordSearchSchema = open<WordSearch>({
  id: text,
  total_count: number,
  matches: listOf(
    open<WordSearchMatch>({
      text,
      count: number,
      timestamps: unwalked(z.tuple([number, number])),
      indexes: unwalked(number),
    }),
  ),
});

export const redactedAudioSchema = open<RedactedAudio>({
  status: suggested<'redacted_audio_ready'>(),
  redacted_audio_url: text,
});

export const uploadSchema = open<Upload>({ upload_url: text });
