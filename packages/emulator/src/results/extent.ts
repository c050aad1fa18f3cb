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
  return words.flatMap((word, at) => (word.from < to && word.to > from ? [at] : []));
}
