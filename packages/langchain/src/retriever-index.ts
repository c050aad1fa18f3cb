import type { DocumentInterface } from '@langchain/core/documents';
import MiniSearch from 'minisearch';

/** Passages that can be found by their words. */
export interface PassageIndex {
  /** Adds documents, but for those it has by their ids, and those outside its bounds. */
  add(documents: readonly DocumentInterface[]): void;
  /** Returns so many passages that share words with a question, the best first. */
  search(question: string, k: number): DocumentInterface[];
  /** The words of a question that tell one passage from another. */
  wordsOf(question: string): string[];
}

export interface Bounds {
  readonly speakers: readonly string[] | undefined;
  readonly fromMs: number;
  readonly toMs: number;
}

// Words that every passage has, and that questions are made of; without them, those that are left decide.
const empty = new Set(
  (
    'a about an and any are as at be by can could did do does for from had has have how i in is it its of on or our ' +
    'say says she should so some tell that the their them then there they this to was we were what when where which ' +
    'who whom whose why will with would you your'
  ).split(' '),
);

// Enough for one edit in a word of five letters; shorter words are too much alike.
const fuzziness = 0.2;

/** Makes an index that ranks by BM25 over the passages' words; words that only begin alike, or nearly are, count less. */
export function createPassageIndex({ speakers, fromMs, toMs }: Bounds): PassageIndex {
  const passages: DocumentInterface[] = [];
  const known = new Set<string>();
  const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'], processTerm: plain });

  function isInside({ metadata }: DocumentInterface): boolean {
    const { speaker, start_ms, end_ms } = metadata;
    if (speakers !== undefined && !speakers.includes(String(speaker))) return false;
    if (fromMs > 0 && !(Number(end_ms) > fromMs)) return false;
    return toMs === Infinity || Number(start_ms) < toMs;
  }

  function wordsOf(question: string): string[] {
    const words = question.split(/[^\p{L}\p{N}'’]+/u).flatMap((word) => plain(word) ?? []);
    return [...new Set(words.filter((word) => !empty.has(word)))];
  }

  return {
    wordsOf,
    add(documents) {
      for (const document of documents) {
        if (!isInside(document) || (document.id !== undefined && known.has(document.id))) continue;
        if (document.id !== undefined) known.add(document.id);
        passages.push(document);
        index.add({ id: passages.length - 1, text: document.pageContent });
      }
    },
    search(question, k) {
      const words = wordsOf(question).join(' ');
      const hits = index.search(words === '' ? question : words, {
        prefix: (term) => term.length > 3,
        fuzzy: (term) => term.length > 4 && fuzziness,
      });
      return hits.slice(0, k).flatMap(({ id }) => passages[Number(id)] ?? []);
    },
  };
}

function plain(term: string): string | null {
  return term.toLowerCase().replace(/^['’]+|['’]s?$/g, '') || null;
}
