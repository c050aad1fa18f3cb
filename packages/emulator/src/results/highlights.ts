import type { Json, Word } from '../shapes.ts';
import { wordExtents, wordsIn } from './extent.ts';
import { toKey } from './phrases.ts';
import { type Term, readTerms } from './terms.ts';
import { spoken } from './units.ts';
import type { Span } from './window.ts';

const mostResults = 20;
const dull = new Set(['Pronoun', 'Possessive', 'Determiner', 'Date', 'Time', 'Value', 'Unit']);

interface Phrase {
  readonly text: string;
  readonly timestamps: readonly Span[];
}

/** The noun phrases of an English text as key phrases; those said often, and those of several words, rank high. */
export async function toHighlights(words: readonly Word[]): Promise<Json> {
  const phrases = group(words, nounPhrases(await readTerms(spoken(words)), words));
  const weights = phrases.map(({ text, timestamps }) => timestamps.length * (1 + text.split(' ').length / 2));
  const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const results = phrases.map(({ text, timestamps }, at) => ({
    count: timestamps.length,
    rank: Math.round(((weights[at] ?? 0) / heaviest) * 100) / 100,
    text,
    timestamps,
  }));
  const ranked = results.toSorted((one, other) => other.rank - one.rank).slice(0, mostResults);
  return { status: 'success', results: ranked };
}

// Runs of adjectives and nouns that end in a noun, as indexes of words.
function nounPhrases(terms: readonly Term[], words: readonly Word[]): number[][] {
  const extents = wordExtents(words);
  const phrases: number[][] = [];
  let run: Term[] = [];
  const close = (): void => {
    const last = run.findLastIndex(({ tags }) => tags.includes('Noun'));
    const indexes = run.slice(0, last + 1).flatMap((term) => wordsIn(extents, term));
    if (indexes.length > 0) phrases.push([...new Set(indexes)]);
    run = [];
  };
  for (const term of terms) {
    const { tags } = term;
    const fits = (tags.includes('Noun') || tags.includes('Adjective')) && !tags.some((tag) => dull.has(tag));
    if (fits) run.push(term);
    if (!fits || term.endsClause) close();
  }
  close();
  return phrases;
}

function group(words: readonly Word[], phrases: readonly number[][]): Phrase[] {
  const grouped = new Map<string, Span[]>();
  for (const indexes of phrases) {
    const said = indexes.flatMap((at) => words[at] ?? []);
    const [first, last] = [said[0], said.at(-1)];
    const text = said.map((word) => toKey(word.text)).join(' ');
    // What was redacted or masked is no phrase.
    if (first === undefined || last === undefined || text.length < 3 || /[#*[\]]/.test(text)) continue;
    grouped.set(text, [...(grouped.get(text) ?? []), { start: first.start, end: last.end }]);
  }
  return [...grouped].map(([text, timestamps]) => ({ text, timestamps }));
}
