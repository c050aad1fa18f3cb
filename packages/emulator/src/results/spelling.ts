import type { Json, Word } from '../shapes.ts';
import { listOf, objectOf } from './fields.ts';
import { findPhrase, toParts } from './phrases.ts';
import { meanConfidence } from './units.ts';

interface Rule {
  readonly from: readonly string[];
  readonly to: string;
}

/** Writes words as `custom_spelling` says: a phrase becomes one word, which lasts as long as the phrase. */
export function respell(words: readonly Word[], params: Json): Word[] {
  return toRules(params['custom_spelling']).reduce(
    (current: Word[], { from, to }) => from.reduce((said, phrase) => replace(said, phrase, to), current),
    [...words],
  );
}

function replace(words: readonly Word[], phrase: string, to: string): Word[] {
  const length = phrase.trim().split(/\s+/).length;
  const starts = new Set(findPhrase(words, phrase));
  const spelt: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [first, last] = [words[at], words[at + length - 1]];
    if (first === undefined) break;
    if (!starts.has(at) || last?.channel !== first.channel || last === undefined) {
      spelt.push(first);
      continue;
    }
    const text = toParts(first.text).before + to + toParts(last.text).after;
    spelt.push({ ...first, text, end: last.end, confidence: meanConfidence(words.slice(at, at + length)) });
    at += length - 1;
  }
  return spelt;
}

function toRules(value: unknown): Rule[] {
  return listOf(value).flatMap((rule) => {
    const { from, to } = objectOf(rule);
    return typeof to === 'string' ? [{ from: listOf(from).filter((phrase) => typeof phrase === 'string'), to }] : [];
  });
}
