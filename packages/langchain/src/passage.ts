import type { Client } from '@earmark/core';
import type { ChunkBounds } from './chunk-options.ts';
import type { Recording, Words } from './recording.ts';

/**
 * What becomes one document: the whole text, a sentence, a paragraph, one speaker's turn, a chapter, a chunk within
 * bounds, a file of captions; or `all`, a list each of the transcription, its summary and the speakers' turns.
 */
export type DocumentFormat =
  | 'text'
  | 'sentences'
  | 'paragraphs'
  | 'utterances'
  | 'chapters'
  | 'chunks'
  | 'srt'
  | 'vtt'
  | 'all';

/** The lists of `all`. */
export type ListName = 'transcription' | 'summarization' | 'speaker_labels';

/** What becomes one document; times are whole milliseconds, absent is what nobody knows. */
export interface Passage {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly speaker?: string | null | undefined;
  readonly channel?: string | null | undefined;
  /** 0 to 1. */
  readonly confidence?: number | null | undefined;
  /** The chapter's headline. */
  readonly title?: string | undefined;
  readonly list?: ListName | undefined;
}

/** What some formats need besides the recording. */
export interface Means {
  readonly bounds: ChunkBounds;
  /** Asked for when something has to be fetched. */
  readonly client: () => Client;
  readonly signal: AbortSignal | undefined;
}

/** A passage from the first word to the last one. */
export function ofWhole({ transcript, words }: Recording, text: string): Passage {
  const [start, end] = [words.at(0)?.start ?? 0, words.at(-1)?.end ?? 0];
  return { text, start, end, confidence: transcript.confidence };
}

/** A passage of some of the words; it has a speaker and a channel where all of them have the same. */
export function ofWords(words: Words, from: number, to: number, text: string): Passage {
  const { start = 0, speaker: firstSpeaker, channel: firstChannel } = words.at(from) ?? {};
  let [end, sum, speaker, channel] = [0, 0, firstSpeaker ?? undefined, firstChannel ?? undefined];
  for (let at = from; at < to; at++) {
    const word = words.at(at);
    end = Math.max(end, word?.end ?? 0);
    sum += word?.confidence ?? 0;
    if ((word?.speaker ?? undefined) !== speaker) speaker = undefined;
    if ((word?.channel ?? undefined) !== channel) channel = undefined;
  }
  return { text, start, end, speaker, channel, confidence: sum / (to - from) };
}
