import { flag, number, text, texts, whole } from './kinds.ts';
import type { KnownLanguage, Suggested } from './known.ts';
import { maybe, maybeNull, open, orNull } from './open.ts';
import { unwalked } from './unwalked.ts';

// https://www.assemblyai.com/docs/sync-stt

/** How to hear a clip of 80 milliseconds to 2 minutes, and 40 MB at most. */
export interface ClipParams {
  /** What the clip is about, or how to write it. */
  prompt?: string | undefined;
  /** Terms to expect. */
  keyterms_prompt?: readonly string[] | undefined;
  /** @deprecated Use `keyterms_prompt`. */
  word_boost?: readonly string[] | undefined;
  /** What was said before, up to 100 turns. */
  conversation_context?: readonly string[] | undefined;
  language_codes?: readonly Suggested<KnownLanguage>[] | undefined;
  /** Of raw samples, 8000 to 48000 Hz. */
  sample_rate?: number | undefined;
  /** Of raw samples. */
  channels?: number | undefined;
  /** Whether words come with their times. Default: false. */
  timestamps?: boolean | undefined;
  [key: string]: unknown;
}

export interface ClipWord {
  text: string;
  /** 0 to 1. */
  confidence: number;
  /** In milliseconds, with `timestamps`. */
  start?: number | null | undefined;
  /** In milliseconds, with `timestamps`. */
  end?: number | null | undefined;
  [key: string]: unknown;
}

export interface Clip {
  text: string;
  words: ClipWord[];
  /** 0 to 1. */
  confidence: number | null;
  audio_duration_ms: number;
  session_id: string;
  request_time_ms?: number | null | undefined;
  [key: string]: unknown;
}

export const clipParamsSchema = open<ClipParams>({
  prompt: maybe(text),
  keyterms_prompt: maybe(texts),
  word_boost: maybe(texts),
  conversation_context: maybe(texts),
  language_codes: maybe(texts),
  sample_rate: maybe(whole(8000, 48_000)),
  channels: maybe(whole(1)),
  timestamps: maybe(flag),
});

export const clipSchema = open<Clip>({
  text,
  words: unwalked(open<ClipWord>({ text, confidence: number, start: maybeNull(number), end: maybeNull(number) })),
  confidence: orNull(number),
  audio_duration_ms: number,
  session_id: text,
  request_time_ms: maybeNull(number),
});
