import type { Quote } from './answerer.ts';

const summarySentences = 3;

/**
 * The sentences that share most words with the others, in the order they were said: an extract, nobody's judgement.
 *
 * @param wordsOf - The words of a sentence that carry meaning.
 */
export function central(quotes: readonly Quote[], wordsOf: (text: string) => ReadonlySet<string>): Quote[] {
  const words = quotes.map(({ sentence }) => wordsOf(sentence));
  const sentencesWith = new Map<string, number>();
  for (const word of words.flatMap((set) => [...set])) sentencesWith.set(word, (sentencesWith.get(word) ?? 0) + 1);
  const score = (at: number): number =>
    [...(words[at] ?? [])].reduce((sum, word) => sum + (sentencesWith.get(word) ?? 0) - 1, 0);
  return quotes
    .map((quote, at) => ({ quote, at, score: score(at) }))
    .toSorted((one, other) => other.score - one.score || one.at - other.at)
    .slice(0, summarySentences)
    .toSorted((one, other) => one.at - other.at)
    .map(({ quote }) => quote);
}

/** The sentences in which somebody says what will be done. */
export function promised(quotes: readonly Quote[]): Quote[] {
  return quotes.filter(({ sentence }) => /\b(?:I|we)(?:['’]ll| will| must| need to)\b/i.test(sentence));
}
