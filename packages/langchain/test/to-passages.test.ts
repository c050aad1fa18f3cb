import type { CompletedTranscript, Word } from '@earmark/core';
import { describe, expect, it } from 'vitest';
import { toPassages } from '../src/to-passages.ts';

interface Said {
  readonly speaker?: string | null;
  readonly pauseMs?: number;
}

/** Words of 200 ms each, one right after the other; the pause is before the first one. */
function say(text: string, { speaker = 'A', pauseMs = 0 }: Said = {}): (startMs: number) => Word[] {
  return (startMs) =>
    text.split(' ').map((word, at) => {
      const start = startMs + pauseMs + at * 200;
      return { text: word, start, end: start + 200, confidence: 1, speaker };
    });
}

const silence: CompletedTranscript = {
  id: '1',
  status: 'completed',
  audio_url: 'https://a',
  text: null,
  words: null,
  confidence: null,
  audio_duration: null,
};

function transcriptOf(...said: readonly ((startMs: number) => Word[])[]): CompletedTranscript {
  const words: Word[] = [];
  for (const one of said) words.push(...one(words.at(-1)?.end ?? 0));
  return { ...silence, words };
}

const textsOf = (...said: readonly ((startMs: number) => Word[])[]): string[] =>
  toPassages(transcriptOf(...said)).map(({ text }) => text);

const many = (count: number, word = 'word'): string => Array.from({ length: count }, () => word).join(' ');

describe('passages', () => {
  it('are cut where the speaker changes, however short the turn', () => {
    const passages = toPassages(transcriptOf(say('Is it done?'), say('Yes.', { speaker: 'B' }), say('Good.')));
    expect(passages).toEqual([
      { text: 'Is it done?', start: 0, end: 600, speaker: 'A' },
      { text: 'Yes.', start: 600, end: 800, speaker: 'B' },
      { text: 'Good.', start: 800, end: 1000, speaker: 'A' },
    ]);
  });

  it('are cut where a known speaker gives way to an unknown one', () => {
    expect(textsOf(say('One.'), say('Two.', { speaker: null }))).toEqual(['One.', 'Two.']);
  });

  it('of a short turn stay whole, over the ends of sentences', () => {
    expect(textsOf(say('One. Two. Three.'))).toEqual(['One. Two. Three.']);
  });

  it('of a long turn are cut at the end of a sentence', () => {
    const first = `${many(34)} end.`;
    expect(textsOf(say(`${first} ${many(20)}`))).toEqual([first, many(20)]);
  });

  it.each(['end.”', 'end?"', 'end!)', 'end.’'])('know the end of a sentence in quotes: %s', (end) => {
    const first = `${many(34)} ${end}`;
    expect(textsOf(say(`${first} more`))).toEqual([first, 'more']);
  });

  it('are cut after sixty words at the latest', () => {
    expect(textsOf(say(`Short. ${many(130)}`)).map((text) => text.split(' ').length)).toEqual([60, 60, 11]);
  });

  it('are cut at a long pause, and not at a short one', () => {
    expect(textsOf(say('One.'), say('Two.', { pauseMs: 1001 }))).toEqual(['One.', 'Two.']);
    expect(textsOf(say('One.'), say('Two.', { pauseMs: 1000 }))).toEqual(['One. Two.']);
  });

  it('of speech without punctuation are cut at shorter pauses', () => {
    expect(textsOf(say('one'), say('two', { pauseMs: 401 }))).toEqual(['one', 'two']);
    expect(textsOf(say('one'), say('two', { pauseMs: 400 }))).toEqual(['one two']);
  });

  it('of nobody known have no speaker', () => {
    const words = [{ text: 'One.', start: 0, end: 200, confidence: 1 }];
    const passages = toPassages({ ...transcriptOf(), words });
    expect(passages).toEqual([{ text: 'One.', start: 0, end: 200, speaker: null }]);
  });

  it.each([[null], [[]]])('of no words are none: %j', (words) => {
    expect(toPassages({ ...silence, words })).toEqual([]);
  });
});
