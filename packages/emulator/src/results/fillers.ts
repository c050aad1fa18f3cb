import type { Word } from '../shapes.ts';
import { toKey, toParts } from './phrases.ts';

const fillers = new Set(['um', 'uh', 'hmm', 'mhm', 'uh-huh', 'ah', 'huh', 'hm', 'm']);
const sentenceEnd = /[.?!]["'”’)\]]*$/;

/** Leaves fillers out, and gives their part in the sentence, its capital and its full stop, to their neighbours. */
export function withoutFillers(words: readonly Word[]): Word[] {
  const kept: Word[] = [];
  let capital = false;
  for (const word of words) {
    if (!fillers.has(toKey(word.text))) {
      kept.push(capital ? { ...word, text: capitalised(word.text) } : word);
      capital = false;
      continue;
    }
    const opens = kept.length === 0 || sentenceEnd.test(kept.at(-1)?.text ?? '');
    capital ||= opens && /^\p{Lu}/u.test(word.text);
    const last = kept.at(-1);
    if (opens || last === undefined || last.speaker !== word.speaker || !sentenceEnd.test(word.text)) continue;
    const { before, core } = toParts(last.text);
    kept[kept.length - 1] = { ...last, text: before + core + toParts(word.text).after };
  }
  return kept;
}

function capitalised(text: string): string {
  return text.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}
