import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, samples, startEmulator } from '../../src/index.ts';
import { type Transcript, type Word, connect } from '../client.ts';
import { engineThatWaits, start } from '../world.ts';
import { melody, toWav } from '../wav.ts';

interface Piece extends Word {
  readonly words: readonly Word[];
}

let emulator: Emulator;
let transcript: Transcript;

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures' });
  const audio = new Uint8Array(await readFile(samples.meeting.audio));
  transcript = await connect(emulator.url).transcribe(audio, { speaker_labels: true });
});
afterAll(() => emulator.close());

async function read(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await connect(emulator.url).get(`/v2/transcript/${transcript.id}/${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe.each(['sentences', 'paragraphs'])('%s', (name) => {
  it('hold every word once and in order, each piece lasting as long as its words', async () => {
    const { status, body } = await read(name);
    expect(status).toBe(200);
    const { id, confidence, audio_duration } = transcript;
    expect(body).toMatchObject({ id, confidence, audio_duration });
    const pieces = body[name] as readonly Piece[];
    expect(pieces.flatMap(({ words }) => words)).toEqual(transcript.words);
    for (const { text, start: from, end, words } of pieces) {
      expect(text).toBe(words.map((word) => word.text).join(' '));
      expect([from, end]).toEqual([words[0]?.start, words.at(-1)?.end]);
    }
  });

  it('are more than one', async () => {
    const { body } = await read(name);
    expect(body[name]).toHaveLength(name === 'sentences' ? 25 : 13);
  });
});

describe('word search', () => {
  it('finds words and phrases, whatever their case and punctuation, and points at them', async () => {
    const { body } = await read(`word-search?words=${encodeURIComponent('EXPORT,good morning daniel,nothing')}`);
    const { words } = transcript;
    expect(body).toEqual({
      id: transcript.id,
      total_count: 3,
      matches: [
        {
          text: 'EXPORT',
          count: 2,
          timestamps: [
            [38_385, 38_838],
            [46_468, 47_038],
          ],
          indexes: [105, 127],
        },
        { text: 'good morning daniel', count: 1, timestamps: [[400, 1_570]], indexes: [0] },
        { text: 'nothing', count: 0, timestamps: [], indexes: [] },
      ],
    });
    expect(words?.[105]?.text).toBe('export');
  });

  it('finds whole words only', async () => {
    expect((await read('word-search?words=port,morn')).body).toMatchObject({ total_count: 0 });
  });

  it.each(['', '?words=', '?words=a,,b', '?words=one two three four five six'])('refuses %s', async (query) => {
    const { status, body } = await read(`word-search${query}`);
    expect([status, body]).toEqual([400, { error: expect.stringMatching(/^words must be/) }]);
  });
});

it.each(['sentences', 'paragraphs', 'word-search?words=a'])('%s are refused while the job runs', async (path) => {
  const { engine, started } = engineThatWaits();
  const { client } = await start({ engine });
  const { id } = await client.create({ audio_url: await client.upload(toWav([melody(1, 16_000, 1)], 16_000)) });
  await started;
  expect((await client.get(`/v2/transcript/${id}/${path}`)).status).toBe(400);
});
