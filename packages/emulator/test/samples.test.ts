import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPhrase, toKeys } from '../src/results/phrases.ts';
import { samplesFolder } from '../src/samples.ts';
import { samples } from '../src/index.ts';

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly speaker?: string;
}

interface Known {
  readonly chapters: readonly Piece[];
  readonly entities: readonly Piece[];
  readonly sentiment_analysis_results: readonly (Piece & { readonly sentiment: string })[];
  readonly speech_understanding: {
    readonly response: {
      readonly action_items: { readonly items: readonly { readonly quote: string; readonly timestamp: number }[] };
      readonly summarization: { readonly summary: readonly Piece[] };
    };
  };
}

const { words } = samples.meeting;
const known = JSON.parse(await readFile(join(samplesFolder, 'meeting.json'), 'utf8')) as Known;
const { response } = known.speech_understanding;

function mentions(quote: string) {
  const { length } = toKeys(quote);
  return findPhrase(words, quote).map((at) => ({ first: words[at], last: words[at + length - 1] }));
}

describe('what the meeting’s fixture knows is true of its words:', () => {
  it.each([...known.entities, ...known.sentiment_analysis_results])(
    '"$text" is said then',
    ({ text, start, end, speaker }) => {
      const said = mentions(text).map(({ first, last }) => [first?.start, last?.end, first?.speaker]);
      expect(said).toContainEqual([start, end, speaker]);
    },
  );

  it.each(response.action_items.items)('"$quote" is said then', ({ quote, timestamp }) => {
    expect(mentions(quote).map(({ first }) => first?.start)).toContain(timestamp);
  });

  it('every sentence has a sentiment', () => {
    const texts = known.sentiment_analysis_results.map(({ text }) => text);
    expect(texts.join(' ')).toBe(words.map(({ text }) => text).join(' '));
    for (const { sentiment } of known.sentiment_analysis_results)
      expect(['POSITIVE', 'NEUTRAL', 'NEGATIVE']).toContain(sentiment);
  });

  it.each([['chapters', known.chapters] as const, ['a summary', response.summarization.summary] as const])(
    '%s cover it from the first word to the last, between words',
    (_name, pieces) => {
      expect([pieces[0]?.start, pieces.at(-1)?.end]).toEqual([words[0]?.start, words.at(-1)?.end]);
      pieces.forEach(({ start, end }, at) => {
        expect(words.map((word) => word.start)).toContain(start);
        expect(words.map((word) => word.end)).toContain(end);
        expect(start).toBeGreaterThan(pieces[at - 1]?.end ?? 0);
      });
    },
  );
});
