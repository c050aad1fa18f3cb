import type { Word } from '../shapes.ts';
import { toParts } from './phrases.ts';

// Words that hold a profane one, and that the data set does not know.
const harmless = ['cockpit', 'shiitake', 'retardant'];

/** Writes profane English words as asterisks, as many as they have letters. */
export async function withoutProfanity(words: readonly Word[]): Promise<Word[]> {
  const { RegExpMatcher, englishDataset, englishRecommendedTransformers } = await import('obscenity');
  const { whitelistedTerms = [], ...dataset } = englishDataset.build();
  const matcher = new RegExpMatcher({
    ...dataset,
    whitelistedTerms: [...whitelistedTerms, ...harmless],
    ...englishRecommendedTransformers,
  });
  return words.map((word) => {
    if (!matcher.hasMatch(word.text)) return word;
    const { before, core, after } = toParts(word.text);
    return { ...word, text: before + '*'.repeat(core.length) + after };
  });
}
