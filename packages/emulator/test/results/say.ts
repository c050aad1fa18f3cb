import type { Word } from '../../src/index.ts';

/** The words of a text: one every half second, each 400 ms long. */
export function say(text: string, of: Partial<Word> = {}, from = 0): Word[] {
  return text.split(' ').map((word, at) => {
    const start = from + at * 500;
    return { text: word, start, end: start + 400, confidence: 1, speaker: null, ...of };
  });
}

export function textOf(words: readonly { readonly text: string }[]): string {
  return words.map(({ text }) => text).join(' ');
}
