import type { Json, Word } from '../shapes.ts';
import { toParts } from './phrases.ts';

/** Takes away what the request does not want written: punctuation around words, and capitals. */
export function format(words: readonly Word[], params: Json): Word[] {
  const plain = params['punctuate'] === false ? words.map(unpunctuated).filter(({ text }) => text !== '') : [...words];
  return params['format_text'] === false ? plain.map((word) => ({ ...word, text: word.text.toLowerCase() })) : plain;
}

function unpunctuated(word: Word): Word {
  return { ...word, text: toParts(word.text).core };
}
