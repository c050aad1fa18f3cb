import type { CompletedTranscript } from '@earmark/core';
import { Document } from '@langchain/core/documents';
import { describe, expect, it } from 'vitest';
import { readCitations } from '../src/cite.ts';

const said = 'We ship on Tuesday. The price is nine dollars.';
const words = said.split(' ').map((text, at) => ({
  text,
  start: at * 500,
  end: at * 500 + 400,
  confidence: 1,
  speaker: 'A',
}));
const transcript: CompletedTranscript = {
  id: 't-1',
  status: 'completed',
  audio_url: 'https://example.com/a.mp3',
  text: said,
  words,
  confidence: 1,
  audio_duration: 5,
};
const metadata = {
  source: 'a',
  transcript_id: 't-1',
  start_ms: 0,
  end_ms: 4_400,
  timecode: '0:00',
  speaker: 'A',
  chunk_index: 0,
};
const passages = [new Document({ pageContent: said, metadata })];

describe('citations', () => {
  it('carry the quoted words’ own times, not their passage’s', () => {
    const { answer, citations } = readCitations('It is nine: “the price is nine” [1].', passages, transcript);
    expect(answer).toBe('It is nine: “the price is nine”.');
    expect(citations).toEqual([{ quote: 'The price is nine', speaker: 'A', start: 2_000, end: 3_900 }]);
  });

  it('never carry words that were not said: the passage stands in for them', () => {
    const { citations } = readCitations('"The price is ten dollars" [1]', passages, transcript);
    expect(citations).toEqual([{ quote: said, speaker: 'A', start: 0, end: 4_400 }]);
  });

  it('of a passage that was not given are dropped', () => {
    expect(readCitations('"We ship" [7]', passages, transcript)).toEqual({ answer: '"We ship"', citations: [] });
  });

  it('without a quote point at the whole passage', () => {
    expect(readCitations('On Tuesday [1]', passages, transcript).citations).toEqual([
      { quote: said, speaker: 'A', start: 0, end: 4_400 },
    ]);
  });
});
