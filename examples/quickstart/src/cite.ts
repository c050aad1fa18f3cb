import type { CompletedTranscript, Word } from '@earmark/core';
import type { TranscriptDocument } from '@earmark/langchain';
import type { Spoken } from './speech.ts';

/** Words of the recording, and where they were said. */
export interface Citation extends Spoken {
  readonly quote: string;
}

/**
 * Takes a model's answer apart into what it says and what it cites.
 *
 * A quote is kept only as far as the recording bears it out: words that were not said there are replaced by the passage.
 */
export function readCitations(
  said: string,
  passages: readonly TranscriptDocument[],
  { words }: CompletedTranscript,
): { answer: string; citations: Citation[] } {
  const marks = [...said.matchAll(/(?:["“]([^"”]+)["”]\s*)?\[(\d+)\]/g)];
  const citations = marks.flatMap(([, quote, number]) => {
    const passage = passages[Number(number) - 1];
    return passage === undefined ? [] : [cite(quote, passage, words ?? [])];
  });
  return { answer: said.replace(/\s*\[\d+\]/g, '').trim(), citations };
}

function cite(
  quote: string | undefined,
  { pageContent, metadata }: TranscriptDocument,
  words: readonly Word[],
): Citation {
  const { start_ms, end_ms } = metadata;
  const speaker = metadata.speaker ?? null;
  const spoken = words.filter((word) => word.start >= start_ms && word.end <= end_ms);
  const found = quote === undefined ? [] : findRun(spoken, quote);
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return { quote: pageContent, speaker, start: start_ms, end: end_ms };
  return { quote: found.map((word) => word.text).join(' '), speaker, start: first.start, end: last.end };
}

function findRun(spoken: readonly Word[], quote: string): readonly Word[] {
  const wanted = quote
    .split(/\s+/)
    .map(plain)
    .filter((word) => word !== '');
  const heard = spoken.map((word) => plain(word.text));
  const at = heard.findIndex((_, from) => wanted.every((word, step) => heard[from + step] === word));
  return at === -1 || wanted.length === 0 ? [] : spoken.slice(at, at + wanted.length);
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
