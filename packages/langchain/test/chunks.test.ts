import type { CompletedTranscript, Word } from '@earmark/core';
import { describe, expect, it } from 'vitest';
import { type ChunkOptions, type TranscriptDocument, TranscriptSplitter } from '../src/index.ts';

/** Random whole numbers that are the same for the same seed. */
function diceFrom(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Words numbered in order; some end a sentence, some come after a pause. */
function randomWords(dice: (sides: number) => number, count: number): Word[] {
  let [now, speaker] = [0, 0];
  return Array.from({ length: count }, (_, at) => {
    if (dice(9) === 0) speaker = dice(3);
    now += dice(12) === 0 ? 1500 : 40;
    const start = now;
    now += 100 + dice(300);
    const text = `w${at}${'x'.repeat(dice(6))}${dice(7) === 0 ? '.' : ''}`;
    return { text, start, end: now, confidence: 0.5, speaker: 'ABC'.charAt(speaker) };
  });
}

async function split(words: Word[], options: ChunkOptions): Promise<TranscriptDocument[]> {
  const transcript: CompletedTranscript = {
    id: 't',
    status: 'completed',
    audio_url: 'https://example.org/a.mp3',
    text: words.map(({ text }) => text).join(' '),
    words,
    audio_duration: 1,
    confidence: 1,
  };
  const found: TranscriptDocument[] = [];
  for await (const chunk of new TranscriptSplitter(options).splitTranscript(transcript)) found.push(chunk);
  return found;
}

/** The words of a chunk, without the names of their speakers. */
function saidIn({ pageContent }: TranscriptDocument): string[] {
  return pageContent.replaceAll(/^[ABC]: /gm, '').split(/\s+/);
}

const turnsOf = (words: readonly Word[]): number =>
  words.filter(({ speaker }, at) => at === 0 || speaker !== words[at - 1]?.speaker).length;

/** Words a second apart; `A:` says who goes on. */
const saying = (spoken: string, msEach = 1000): Word[] => {
  let speaker = 'A';
  return spoken.split(' ').flatMap((text, at) => {
    if (/^[AB]:$/.test(text)) {
      speaker = text.charAt(0);
      return [];
    }
    return [{ text, start: at * msEach, end: at * msEach + msEach - 100, confidence: 1, speaker }];
  });
};

const textsOf = async (spoken: string, options: ChunkOptions): Promise<string[]> =>
  (await split(saying(spoken), options)).map(({ pageContent }) => pageContent);

const countTokens = (text: string): number => text.split(/\s+/).length;

describe('chunks of anything, within any bounds', () => {
  const bounds: readonly ChunkOptions[] = [
    {},
    { seconds: 3 },
    { seconds: 12.5 },
    { turns: 1 },
    { turns: 4 },
    { tokens: 9, countTokens },
    { tokens: 40, countTokens: async (text) => await Promise.resolve(countTokens(text)) },
    { seconds: 8, tokens: 25, turns: 3, countTokens },
  ];

  it.each(bounds)('%o: every word once, in order, no bound exceeded, times its own', async (options) => {
    for (let seed = 1; seed <= 40; seed++) {
      const words = randomWords(diceFrom(seed), 1 + (seed % 7) * 23);
      const chunks = await split(words, options);
      expect(chunks.flatMap((chunk) => saidIn(chunk))).toEqual(words.map(({ text }) => text));
      let at = 0;
      for (const chunk of chunks) {
        const own = words.slice(at, (at += saidIn(chunk).length));
        expect(chunk.metadata).toMatchObject({ start_ms: own[0]?.start, end_ms: own.at(-1)?.end });
        if (own.length === 1) continue;
        const { start_ms: start, end_ms: end } = chunk.metadata;
        expect(end - start).toBeLessThanOrEqual((options.seconds ?? Number.POSITIVE_INFINITY) * 1000);
        expect(turnsOf(own)).toBeLessThanOrEqual(options.turns ?? Number.POSITIVE_INFINITY);
        const tokens = (await options.countTokens?.(chunk.pageContent)) ?? 0;
        expect(tokens).toBeLessThanOrEqual(options.tokens ?? Number.POSITIVE_INFINITY);
      }
    }
  });

  it('are the same every time', async () => {
    const words = randomWords(diceFrom(7), 200);
    expect(await split(words, { seconds: 9 })).toEqual(await split(words, { seconds: 9 }));
  });

  it('that overlap repeat whole turns of the chunk before, and move on', async () => {
    const options = { turns: 4, overlapTurns: 2 };
    for (let seed = 1; seed <= 20; seed++) {
      const words = randomWords(diceFrom(seed), 150);
      const order = new Map(words.map(({ text }, at) => [text, at]));
      const chunks = (await split(words, options)).map((chunk) => saidIn(chunk).map((text) => order.get(text) ?? -1));
      expect(new Set(chunks.flat()).size).toBe(words.length);
      for (const [at, chunk] of chunks.entries()) {
        const before = chunks[at - 1];
        if (before === undefined) continue;
        expect(chunk[0]).toBeGreaterThan(before[0] ?? 0);
        expect(chunk.at(-1)).toBeGreaterThan(before.at(-1) ?? 0);
        const repeated = chunk.filter((word) => before.includes(word)).map((word) => words[word] as Word);
        expect(turnsOf(repeated)).toBeLessThanOrEqual(2);
        if (before.length > 0 && turnsOf(before.map((word) => words[word] as Word)) > 2)
          expect(turnsOf(repeated)).toBe(2);
        expect(words[(chunk[0] ?? 0) - 1]?.speaker).not.toBe(words[chunk[0] ?? 0]?.speaker);
      }
    }
  });
});

describe('where a chunk is cut', () => {
  it('is between speakers, where one changes within it', async () => {
    const spoken = 'A: one two. B: three. four.';
    expect(await textsOf(spoken, { seconds: 4.5 })).toEqual(['one two.', 'three. four.']);
  });

  it('is between sentences, where one speaks too long', async () => {
    expect(await textsOf('one two. three four. five', { seconds: 4 })).toEqual(['one two. three four.', 'five']);
  });

  it('is between words, where a sentence is too long', async () => {
    expect(await textsOf('one two three four five', { seconds: 2 })).toEqual(['one two', 'three four', 'five']);
  });

  it('is never inside a word, even of one that is too long', async () => {
    expect(await textsOf('one two', { seconds: 0.5 })).toEqual(['one', 'two']);
  });

  it('is at a pause, where neither sentences nor speakers are known', async () => {
    const starts = { ask: 0, not: 350, what: 1100, your: 1450 };
    const words = Object.entries(starts).map(([text, start]): Word => {
      return { text, start, end: start + 300, confidence: 1, speaker: null };
    });
    expect((await split(words, {})).map(({ pageContent }) => pageContent)).toEqual(['ask not', 'what your']);
    const named = words.map((word) => ({ ...word, speaker: 'A' }));
    expect(await split(named, {})).toHaveLength(1);
    const ended = words.map((word, at) => (at === 3 ? { ...word, text: 'your.' } : word));
    expect(await split(ended, {})).toHaveLength(1);
  });

  it('leaves who speaks in the text where there are several', async () => {
    expect(await textsOf('A: one. B: two. A: three.', { turns: 3 })).toEqual(['A: one.\nB: two.\nA: three.']);
  });
});

it.each([
  [{ seconds: 0 }, '`chunk.seconds`'],
  [{ seconds: Number.NaN }, '`chunk.seconds`'],
  [{ tokens: -1 }, '`chunk.tokens`'],
  [{ turns: 0.5 }, '`chunk.turns`'],
  [{ turns: 2, overlapTurns: 2 }, '`chunk.overlapTurns`'],
  [{ turns: 3, overlapTurns: 0.5 }, '`chunk.overlapTurns`'],
  [{ overlapTurns: 1 }, '`chunk.overlapTurns`'],
  [{ countTokens: 4 as never }, '`chunk.countTokens`'],
])('bounds that are none are refused: %o', (options, named) => {
  expect(() => new TranscriptSplitter(options)).toThrow(named);
});
