import type { Word } from '@earmark/core';
import type { DocumentInterface } from '@langchain/core/documents';
import type { Recording } from './recordings.ts';

/** Words of a recording, who said them, and a link that opens it there. */
export interface Citation {
  readonly quote: string;
  readonly speaker: string | undefined;
  readonly startMs: number;
  readonly endMs: number;
  readonly link: string;
}

/**
 * Takes an answer apart into what it says and what it cites, as `"words" [2]`.
 *
 * A quote counts only as far as the recording bears it out: where those words were not said, the passage stands in.
 */
export function readCitations(
  said: string,
  passages: readonly DocumentInterface[],
  recordings: readonly Recording[],
): { readonly answer: string; readonly citations: readonly Citation[] } {
  const citations = [...said.matchAll(/(?:["“]([^"”]+)["”]\s*)?\[(\d+)\]/g)].flatMap(([, quote = '', number]) => {
    const passage = passages[Number(number) - 1];
    const recording = recordings.find(({ transcript }) => transcript.id === passage?.metadata['transcript_id']);
    return passage === undefined || recording === undefined ? [] : [cite(quote, passage, recording)];
  });
  return { answer: said.replace(/\s*\[\d+\]/g, '').trim(), citations };
}

function cite(quote: string, { pageContent, metadata }: DocumentInterface, recording: Recording): Citation {
  const [fromMs, toMs] = [Number(metadata['start_ms']), Number(metadata['end_ms'])];
  const speaker = typeof metadata['speaker'] === 'string' ? metadata['speaker'] : undefined;
  const words = (recording.transcript.words ?? []).filter(({ start, end }) => start >= fromMs && end <= toMs);
  const found = runOf(words, quote);
  const [startMs, endMs] = [found[0]?.start ?? fromMs, found.at(-1)?.end ?? toMs];
  const text = found.length > 0 ? found.map((word) => word.text).join(' ') : pageContent;
  return { quote: text, speaker, startMs, endMs, link: `${recording.url}#t=${(startMs / 1000).toFixed(1)}` };
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
