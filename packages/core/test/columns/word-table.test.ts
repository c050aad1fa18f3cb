import { describe, expect, it } from 'vitest';
import { type WordTable, readTranscriptColumns } from '../../src/columns/index.ts';
import { inOne } from './bodies.ts';

async function tableOf(words: readonly unknown[]): Promise<WordTable> {
  return (await readTranscriptColumns(inOne(JSON.stringify({ words })))).words;
}

const texts = ['Hello', 'wide', 'wörld', '🎉', 'end.'];
const words = texts.map((text, at) => ({ text, start: at * 100, end: at * 100 + 90, confidence: 0.9 + at / 100 }));

describe('a table of words', () => {
  it('gives each word with the fields it came with', async () => {
    const mixed = [
      { text: 'a', start: 0, end: 1, confidence: 1, speaker: null },
      { text: 'b', start: 1, end: 2, confidence: 0.30000000000000004, speaker: 'A', channel: '1' },
      { text: 'c', start: 2, end: 3, confidence: 0.5, mood: { calm: true } },
      { text: 'd', start: 3.5, end: 4, confidence: 0.5 },
      { text: 'e', start: 2_147_483_648, end: 9_999_999_999, confidence: 0.5 },
      { text: 'f', start: -0.5, end: 2_147_483_647, confidence: 2 },
    ];
    const table = await tableOf(mixed);
    expect([...table]).toStrictEqual(mixed);
    expect(mixed.map((_, at) => table.at(at))).toStrictEqual(mixed);
    expect(mixed.map((_, at) => table.text(at))).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('counts from the end below 0, and has nothing outside', async () => {
    const table = await tableOf(words);
    expect(table.at(-1)).toEqual(words.at(-1));
    expect(table.text(-2)).toBe('🎉');
    expect([5, -6, 0.5, Number.NaN].map((at) => [table.at(at), table.text(at)])).toEqual(
      Array.from({ length: 4 }, () => [undefined, undefined]),
    );
  });

  it('has its times as arrays, of a slice only the slice’s', async () => {
    const table = await tableOf(words);
    expect(table.start).toEqual(Int32Array.of(0, 100, 200, 300, 400));
    expect(table.slice(1, 3).end).toEqual(Int32Array.of(190, 290));
  });

  it.each([
    [undefined, undefined],
    [1, undefined],
    [1, 3],
    [-2, undefined],
    [3, 1],
    [-9, 9],
    [0, -1],
    [Number.NaN, 2],
  ])('slices from %s to %s as arrays do, and slices of slices', async (from, to) => {
    const table = await tableOf(words);
    expect(Array.from(table.slice(from, to))).toEqual(words.slice(from, to));
    expect(Array.from(table.slice(1).slice(from, to))).toEqual(words.slice(1).slice(from, to));
  });

  it.each([
    [0, 500],
    [100, 300],
    [101, 300],
    [100, 301],
    [300, 100],
    [450, 900],
    [-5, 1],
  ])('finds what starts between %i and %i', async (startMs, endMs) => {
    const starts = ({ start }: { start: number }): boolean => start >= startMs && start < endMs;
    const table = await tableOf(words);
    expect([...table.between(startMs, endMs)]).toEqual(words.filter(starts));
    expect([...table.slice(1, 4).between(startMs, endMs)]).toEqual(words.slice(1, 4).filter(starts));
    const jumbled = [3, 0, 4, 1, 2].flatMap((at) => words.slice(at, at + 1));
    const between = (await tableOf(jumbled)).between(startMs, endMs);
    expect([...between]).toEqual(jumbled.filter(starts));
    expect(Array.from({ length: between.length }, (_, at) => between.text(at))).toEqual(
      jumbled.filter(starts).map(({ text }) => text),
    );
  });

  it('keeps no spare room', async () => {
    const { start } = await tableOf(Array.from({ length: 5000 }, (_, at) => ({ ...words[0], start: at })));
    expect(start.buffer.byteLength).toBe(5000 * 4);
  });

  it('has room for more names than a byte can tell apart', async () => {
    const many = Array.from({ length: 600 }, (_, at) => ({ ...words[0], start: at, speaker: `S${at}` }));
    expect([...(await tableOf(many))]).toEqual(many);
  });
});
