import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasPocketsphinx, parseCtm } from '../../src/engines/pocketsphinx.ts';
import { startEmulator } from '../../src/index.ts';
import { type Transcript, connect } from '../client.ts';

const recording = new URL('../../../../../shared/audio/jfk.wav', import.meta.url);
const answer = 'your country can do for you';

const reason = await reasonToSkip();
const unless = reason === undefined ? '' : ` (skipped: ${reason})`;

async function reasonToSkip(): Promise<string | undefined> {
  if (!(await hasPocketsphinx())) return 'pocketsphinx and pocketsphinx-en-us are not installed';
  return existsSync(recording) ? undefined : 'shared/audio/jfk.wav is not beside the repository';
}

describe.skipIf(reason !== undefined)(`pocketsphinx really hears an unknown recording${unless}`, () => {
  let transcript: Transcript;

  // Once for all tests: it takes about as long as the recording.
  beforeAll(async () => {
    await using emulator = await startEmulator({ engine: 'pocketsphinx' });
    const audio = new Uint8Array(await readFile(recording));
    transcript = await connect(emulator.url).transcribe(audio, { speaker_labels: true });
  }, 240_000);

  it('with the words that are said', () => {
    expect(transcript.status).toBe('completed');
    expect(transcript.text).toContain(answer);
  });

  it('when they are said', () => {
    const words = transcript.words ?? [];
    const length = answer.split(' ').length;
    const at = words.findIndex((_, from) => spoken(words.slice(from, from + length)) === answer);
    const said = words.slice(at, at + length);
    expect(spoken(said)).toBe(answer);
    expect(said[0]?.start).toBeGreaterThan(5_200);
    expect(said.at(-1)?.end).toBeLessThan(7_800);
  });

  it('as sure as it is, word by word', () => {
    const confidences = transcript.words?.map((word) => word.confidence) ?? [];
    expect(confidences.every((confidence) => confidence >= 0 && confidence <= 1)).toBe(true);
    expect(new Set(confidences).size).toBeGreaterThan(3);
  });

  it('and says that it cannot tell voices apart when asked to', () => {
    expect(transcript.utterances).toBeNull();
    expect(transcript.words?.every((word) => word.speaker === null)).toBe(true);
    expect(transcript.metadata?.warnings[0]?.message).toMatch(/^speaker_labels is unavailable/);
  });
});

function spoken(words: readonly { text: string }[]): string {
  return words.map((word) => word.text).join(' ');
}

describe('parseCtm', () => {
  it('reads words with their times in milliseconds', () => {
    expect(parseCtm('audio 1 5.37 0.23 what 0.095\naudio 1 5.61 0.24 your 0.835\n')).toEqual([
      { text: 'what', start: 5_370, end: 5_600, confidence: 0.095, speaker: null },
      { text: 'your', start: 5_610, end: 5_850, confidence: 0.835, speaker: null },
    ]);
  });

  it('leaves out fillers', () => {
    const fillers = ['<s>', '</s>', '<sil>', '[NOISE]', '[SPEECH]', '++UH++'];
    expect(parseCtm(fillers.map((filler) => `audio 1 0.00 0.10 ${filler} 1.000`).join('\n'))).toEqual([]);
  });

  it('writes an alternate pronunciation as the word it is', () => {
    expect(parseCtm('audio 1 0.00 0.10 and(2) 0.5')[0]?.text).toBe('and');
  });

  it('keeps a posterior within 0 and 1', () => {
    const words = parseCtm('audio 1 0.00 0.10 one 1.002\naudio 1 0.10 0.10 two -0.001');
    expect(words.map((word) => word.confidence)).toEqual([1, 0]);
  });

  it.each([
    '',
    '\n\n',
    ';; a comment',
    'audio 1 0.00',
    'audio 1 x y word 0.5',
    'audio 1 0.00 0.10 word sure',
    'audio 1 0.00 0.10 word',
  ])('passes over the bad line %j', (line) => {
    const words = parseCtm(`${line}\naudio 1 0.00 0.10 good 0.5\n`);
    expect(words.map((word) => word.text)).toEqual(['good']);
  });
});
