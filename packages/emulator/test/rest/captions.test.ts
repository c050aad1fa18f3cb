import { parse } from '@plussub/srt-vtt-parser';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, samples, startEmulator } from '../../src/index.ts';
import { toCaptions } from '../../src/rest/captions.ts';
import { connect } from '../client.ts';

const formats = ['srt', 'vtt'] as const;
const words = samples.meeting.words;
const lastWord = words.at(-1)?.end ?? 0;

// The parser's own types do not resolve in this kind of module.
interface Cue {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function read(captions: string): readonly Cue[] {
  return parse(captions).entries as Cue[];
}

function word(text: string, start: number, end: number) {
  return { text, start, end, confidence: 1, speaker: null };
}

describe.each(formats)('captions in %s', (format) => {
  let emulator: Emulator;
  let id = '';

  beforeAll(async () => {
    emulator = await startEmulator({ engine: 'fixtures' });
    id = (await connect(emulator.url).transcribe(new Uint8Array(await readFile(samples.meeting.audio)))).id;
  });
  afterAll(() => emulator.close());

  async function cues(query = '') {
    const response = await connect(emulator.url).get(`/v2/transcript/${id}/${format}${query}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    return read(await response.text());
  }

  it.each(['', '?chars_per_caption=20', '?chars_per_caption=1000'])(
    'hold every word once and in order%s',
    async (query) => {
      const texts = (await cues(query)).map((cue) => cue.text);
      expect(texts.join(' ').split(/\s+/)).toEqual(words.map(({ text }) => text));
    },
  );

  it('show each word while it is said, one caption after the other', async () => {
    const entries = await cues();
    let next = 0;
    let before = 0;
    for (const { from, to, text } of entries) {
      const said = words.slice(next, (next += text.split(/\s+/).length));
      expect([from, to]).toEqual([said[0]?.start, said.at(-1)?.end]);
      expect(from).toBeGreaterThanOrEqual(before);
      expect(to).toBeGreaterThan(from);
      before = to;
    }
    expect(before).toBe(lastWord);
  });

  it.each([1, 10, 32, 80])('keep to %i characters, but for a single longer word', async (most) => {
    const texts = (await cues(`?chars_per_caption=${most}`)).map((cue) => cue.text);
    expect(texts.filter((text) => text.length > most && text.includes(' '))).toEqual([]);
  });

  it('use the room they have', async () => {
    const [narrow, wide] = [await cues('?chars_per_caption=40'), await cues()].map((entries) =>
      Math.max(...entries.map((cue) => cue.text.length)),
    );
    expect(narrow).toBeGreaterThan(30);
    expect(wide).toBeGreaterThan(60);
    expect(wide).toBeLessThanOrEqual(80);
  });
});

describe('toCaptions', () => {
  const late = [word('Late.', 3_600_000 + 2 * 60_000 + 3_004, 3_600_000 + 2 * 60_000 + 4_050)];

  it('writes hours, always in SRT', () => {
    expect(toCaptions(late, 'srt')).toBe('1\n01:02:03,004 --> 01:02:04,050\nLate.\n');
    expect(toCaptions([word('Soon.', 0, 59_999)], 'srt')).toBe('1\n00:00:00,000 --> 00:00:59,999\nSoon.\n');
  });

  it('writes hours, from the first on, in WebVTT', () => {
    expect(toCaptions(late, 'vtt')).toBe('WEBVTT\n\n01:02:03.004 --> 01:02:04.050\nLate.\n');
    expect(toCaptions([word('Soon.', 0, 59_999)], 'vtt')).toBe('WEBVTT\n\n00:00.000 --> 00:59.999\nSoon.\n');
  });

  it.each(formats)('writes %s beyond one hour that a parser reads back', (format) => {
    const spoken = [word('One.', 3_599_900, 3_600_100), word('Two.', 36_000_000, 36_000_001)];
    expect(read(toCaptions(spoken, format)).map(({ from, to, text }) => [from, to, text])).toEqual(
      spoken.map(({ start, end, text }) => [start, end, text]),
    );
  });

  it('starts a new caption after a sentence and after a long pause', () => {
    const spoken = [word('One.', 0, 1), word('two', 2, 3), word('three', 4, 5), word('four', 5_000, 5_001)];
    expect(read(toCaptions(spoken, 'srt')).map((cue) => cue.text)).toEqual(['One.', 'two three', 'four']);
  });

  it.each([
    ['are not punctuated', 'four', ['one two', 'three', 'four']],
    ['are', 'four.', ['one two three', 'four.']],
  ])('starts a new caption after a second’s pause only where words %s', (_what, last, captions) => {
    const spoken = [
      word('one', 0, 300),
      word('two', 900, 1_200),
      word('three', 2_200, 2_500),
      word(last, 4_100, 4_400),
    ];
    expect(read(toCaptions(spoken, 'srt')).map((cue) => cue.text)).toEqual(captions);
  });

  it('numbers SRT captions from one', () => {
    expect(read(toCaptions([word('One.', 0, 1), word('Two.', 2, 3)], 'srt')).map((cue) => cue.id)).toEqual(['1', '2']);
  });
});
