import { toParts } from './phrases.ts';

/** A piece of a text: its first character, and the one after its last. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Where each word's own letters are in the text of all, joined by single spaces. */
export function wordExtents(words: readonly { readonly text: string }[]): Extent[] {
  let at = 0;
  return words.map(({ text }) => {
    const { before, core } = toParts(text);
    const from = at + before.length;
    at += text.length + 1;
    return { from, to: from + core.length };
  });
}

/** Indexes of the words that a piece of the text touches. */
export function wordsIn(words: readonly Extent[], { from, to }: Extent): number[] {
  const found: number[] = [];
  for (let at = firstAfter(words, from); (words[at]?.from ?? to) < to; at += 1) found.push(at);
  return found;
}

// The first word that ends after a place, by halving: a text of hours has many pieces.
function firstAfter(words: readonly Extent[], place: number): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.to ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}
