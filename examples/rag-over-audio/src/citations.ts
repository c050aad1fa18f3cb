import type { Word } from '@earmark/core';
import { type Citation, citationOf } from '@earmark/langchain';
import { Document, type DocumentInterface } from '@langchain/core/documents';
import { toUrl } from './recordings.ts';

/**
 * Takes an answer apart into what it says and what it cites, as `"words" [2]`.
 *
 * A quote counts only as far as the recording bears it out: where those words were not said, the passage stands in.
 */
export function readCitations(
  said: string,
  passages: readonly DocumentInterface[],
): { readonly answer: string; readonly citations: readonly Citation[] } {
  const citations = [...said.matchAll(/(?:["“]([^"”]+)["”]\s*)?\[(\d+)\]/g)].flatMap(([, quote = '', number]) => {
    const passage = passages[Number(number) - 1];
    return passage === undefined ? [] : [cite(quote, passage)];
  });
  return { answer: said.replace(/\s*\[\d+\]/g, '').trim(), citations };
}

function cite(quote: string, passage: DocumentInterface): Citation {
  const url = toUrl(String(passage.metadata['source']));
  const found = runOf(wordsOf(passage), quote);
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return citationOf(passage, { url });
  const metadata = { ...passage.metadata, start_ms: first.start, end_ms: last.end };
  return citationOf(new Document({ pageContent: found.map(({ text }) => text).join(' '), metadata }), { url });
}

function wordsOf({ metadata }: DocumentInterface): readonly Word[] {
  return Array.isArray(metadata['words']) ? metadata['words'] : [];
}

function runOf(words: readonly Word[], quote: string): readonly Word[] {
  const wanted = quote.split(/\s+/).map(plain).filter(Boolean);
  const heard = words.map(({ text }) => plain(text));
  const at = heard.findIndex((_, from) => wanted.every((word, step) => heard[from + step] === word));
  return at === -1 ? [] : words.slice(at, at + wanted.length);
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
