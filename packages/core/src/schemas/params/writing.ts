import { between, flag, listOf, oneOf, suggested, text, texts, whole } from '../kinds.ts';
import type { Suggested } from '../known.ts';
import { type ShapeOf, maybe, maybeNull, open } from '../open.ts';

// https://www.assemblyai.com/docs/api-reference/transcripts/submit

/** Spellings to replace. */
export interface CustomSpelling {
  /** Phrases of up to 5 words, in any case. */
  from: readonly string[];
  /** One word, in the case to write it in. */
  to: string;
  [key: string]: unknown;
}

export interface KeytermsPromptOptions {
  keyterms_match_strength?: Suggested<'standard' | 'high'> | undefined;
  [key: string]: unknown;
}

/** What is heard, and how it is written down. */
export interface WritingParams {
  /** Default: true. Several features need it. */
  punctuate?: boolean | undefined;
  /** Writes numbers, dates and names as people do. Default: true. Redaction and summaries need it. */
  format_text?: boolean | undefined;
  /** Keeps um, uh and their like. Default: false. */
  disfluencies?: boolean | undefined;
  /** Masks swear words with asterisks. Default: false. */
  filter_profanity?: boolean | undefined;
  custom_spelling?: readonly CustomSpelling[] | null | undefined;
  /** Terms to expect, of up to 6 words each. */
  keyterms_prompt?: readonly string[] | null | undefined;
  keyterms_prompt_options?: KeytermsPromptOptions | null | undefined;
  /** What the recording is about, or how to write it; up to 1500 words, Universal-3 models only. */
  prompt?: string | null | undefined;
  /** 0 to 1. Default: 0. Universal-3 models only. */
  temperature?: number | null | undefined;
  /** Which tags of sounds and speakers are left out of the text. Default: `all`. Universal-3 models only. */
  remove_audio_tags?: 'all' | 'speaker' | null | undefined;
  /** Where to begin, in milliseconds. Timestamps stay relative to the whole recording. Default: 0. */
  audio_start_from?: number | null | undefined;
  /** Where to stop, in milliseconds, after `audio_start_from`. Default: the end. */
  audio_end_at?: number | null | undefined;
  /** The job fails when less than this part of the recording is speech, 0 to 1; from 30 seconds on. Default: 0. */
  speech_threshold?: number | null | undefined;
}

export const writingShape: ShapeOf<WritingParams> = {
  punctuate: maybe(flag),
  format_text: maybe(flag),
  disfluencies: maybe(flag),
  filter_profanity: maybe(flag),
  custom_spelling: maybeNull(listOf(open<CustomSpelling>({ from: listOf(text, 1), to: text }))),
  keyterms_prompt: maybeNull(texts),
  keyterms_prompt_options: maybeNull(
    open<KeytermsPromptOptions>({ keyterms_match_strength: maybe(suggested<'standard' | 'high'>()) }),
  ),
  prompt: maybeNull(text),
  temperature: maybeNull(between(0, 1)),
  remove_audio_tags: maybeNull(oneOf('all', 'speaker')),
  audio_start_from: maybeNull(whole(0)),
  audio_end_at: maybeNull(whole(1)),
  speech_threshold: maybeNull(between(0, 1)),
};
