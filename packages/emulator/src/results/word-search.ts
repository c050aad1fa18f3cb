import type { Json, Word } from '../shapes.ts';
import { findPhrase, toKeys } from './phrases.ts';

const mostWords = 5;

/** Whether something can be searched for: a word, a number, or a phrase of up to five words. */
export function isSearchable(phrase: string): boolean {
  const { length } = toKeys(phrase);
  return length > 0 && length <= mostWords;
}

/** Finds every mention of each phrase, whatever its case and punctuation; `indexes` point at its first words. */
export function searchWords(words: readonly Word[], phrases: readonly string[]): Json {
  const matches = phrases.map((text) => {
    const { length } = toKeys(text);
    const indexes = findPhrase(words, text);
    const timestamps = indexes.map((at) => [words[at]?.start ?? 0, words[at + length - 1]?.end ?? 0]);
    return { text, count: indexes.length, timestamps, indexes };
  });
  return { total_count: matches.reduce((sum, { count }) => sum + count, 0), matches };
}
