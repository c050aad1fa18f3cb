import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseWhisperJson } from '../../src/engines/whisper-json.ts';

/** A line as `-oj` writes it, without tokens. */
function segment(text: string, from: number, to: number): object {
  return { timestamps: { from: '', to: '' }, offsets: { from, to }, text };
}

function parse(...transcription: readonly unknown[]) {
  return parseWhisperJson(JSON.stringify({ result: { language: 'de' }, transcription }));
}

describe('parseWhisperJson', () => {
  it('joins the tokens of `-ojf` to words with their times and mean probability, and leaves out marks and noise', () => {
    const { words, languageCode } = parseWhisperJson(readFileSync(new URL('whisper.json', import.meta.url), 'utf8'));
    expect(languageCode).toBe('en');
    expect(words).toEqual([
      { text: 'The', start: 120, end: 300, confidence: 0.9, speaker: null },
      { text: 'earmark', start: 300, end: 900, confidence: 0.7, speaker: null },
      { text: "isn't", start: 1_000, end: 1_300, confidence: 1, speaker: null },
      { text: 'lost.', start: 1_400, end: 2_000, confidence: 0.4, speaker: null },
    ]);
  });

  it('shares the time of a line of `-oj` among its words, by their length', () => {
    const { words, languageCode } = parse(segment(' Ja gut', 1_000, 2_000), segment(' so', 2_000, 2_100));
    expect(languageCode).toBe('de');
    expect(words.map(({ text, start, end, confidence }) => [text, start, end, confidence])).toEqual([
      ['Ja', 1_000, 1_400, 1],
      ['gut', 1_400, 2_000, 1],
      ['so', 2_000, 2_100, 1],
    ]);
  });

  it.each([' [BLANK_AUDIO]', ' (music)', '', ' ', ' [Musik]'])('hears no word in %j', (text) => {
    expect(parse(segment(text, 0, 100)).words).toEqual([]);
  });

  it('keeps brackets that are part of what is said', () => {
    expect(parse(segment(' (yes) he said', 0, 100)).words.map(({ text }) => text)).toEqual(['(yes)', 'he', 'said']);
  });

  it.each([
    ['not JSON', 'words', /JSON/],
    ['another shape', '{"segments":[]}', /no `transcription`/],
    ['a segment without times', '{"transcription":[{"text":"a"}]}', /segment 0 needs `text`, and `offsets`/],
  ])('refuses %s', (_name, json, message) => expect(() => parseWhisperJson(json)).toThrow(message));
});
