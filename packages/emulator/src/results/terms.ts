import type { Extent } from './extent.ts';
import { listOf, objectOf } from './fields.ts';

/** A word of a text with its parts of speech, as compromise tags them. */
export interface Term extends Extent {
  readonly tags: readonly string[];
  readonly endsClause: boolean;
}

/** Reads an English text word by word. */
export async function readTerms(text: string): Promise<Term[]> {
  const { default: nlp } = await import('compromise');
  const sentences = listOf(nlp(text).json({ offset: true }));
  return sentences.flatMap((sentence) => listOf(objectOf(sentence)['terms'])).flatMap(toTerm);
}

function toTerm(term: unknown): Term[] {
  const { offset, tags, post } = objectOf(term);
  const { start, length } = objectOf(offset);
  if (typeof start !== 'number' || typeof length !== 'number') return [];
  const names = listOf(tags).filter((tag) => typeof tag === 'string');
  return [{ from: start, to: start + length, tags: names, endsClause: /[,;:.?!]/.test(String(post)) }];
}
