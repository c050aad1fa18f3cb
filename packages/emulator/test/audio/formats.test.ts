import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../src/audio/decode.ts';
import type { SpeechEngine } from '../../src/engines/engine.ts';
import { createFixturesEngine } from '../../src/engines/fixtures.ts';
import { samples } from '../../src/index.ts';
import { samplesFolder } from '../../src/samples.ts';
import { makeFolder, start, withoutFfmpeg } from '../world.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
const unless = hasFfmpeg ? '' : ' (skipped: ffmpeg is not installed)';

const own = {
  'wav, 8 bit': ['wav', '-c:a', 'pcm_u8'],
  'wav, 16 bit': ['wav', '-c:a', 'pcm_s16le'],
  'wav, 24 bit': ['wav', '-c:a', 'pcm_s24le'],
  'wav, 32 bit': ['wav', '-c:a', 'pcm_s32le'],
  'wav, float': ['wav', '-c:a', 'pcm_f32le'],
  'wav, mu-law': ['wav', '-c:a', 'pcm_mulaw'],
  'wav, a-law': ['wav', '-c:a', 'pcm_alaw'],
  flac: ['flac'],
  mp3: ['mp3', '-c:a', 'libmp3lame'],
  ogg: ['ogg', '-c:a', 'libvorbis'],
  opus: ['opus', '-c:a', 'libopus'],
} as const;

const foreign = {
  m4a: ['m4a', '-c:a', 'aac'],
  aac: ['aac', '-c:a', 'aac'],
  webm: ['webm', '-c:a', 'libopus'],
  mkv: ['mkv', '-c:a', 'flac'],
  aiff: ['aiff'],
  caf: ['caf'],
  wma: ['wma', '-c:a', 'wmav2'],
  ts: ['ts', '-c:a', 'aac'],
  'ogg of flac': ['oga', '-c:a', 'flac'],
} as const;

// Two sample rates, two bit rates and two numbers of channels; what has no bit rate passes over it.
const codings = [
  ['16000', '48k', '1'],
  ['48000', '64k', '2'],
] as const;

/** The meeting, coded anew. */
async function convert([extension, ...coding]: readonly string[], ...more: readonly string[]): Promise<string> {
  const path = join(await makeFolder(), `copy.${extension}`);
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-i', samples.meeting.audio, '-vn', ...coding, ...more, path]);
  return path;
}

let engine: SpeechEngine;
beforeAll(async () => {
  engine = await createFixturesEngine([samplesFolder]);
});

async function recognise(path: string) {
  const sound = await decode(path);
  if (sound === undefined) throw new Error('a file of ffmpeg’s cannot be decoded');
  return await engine.recognise(sound, new AbortController().signal);
}

describe.skipIf(!hasFfmpeg)(`the meeting has the same words in every format${unless}`, () => {
  const formats = [...Object.entries(own), ...Object.entries(foreign)];

  describe.each(formats)('%s', (_name, format) => {
    it.each(codings)('at %s Hz, %sbit/s, %s channels', async (rate, bits, channels) => {
      const path = await convert(format, '-ar', rate, '-b:a', bits, '-ac', channels);
      expect((await recognise(path))?.words).toEqual(samples.meeting.words);
    });
  });
});

describe.skipIf(!hasFfmpeg)(`another recording has no words of the meeting in any format${unless}`, () => {
  it.each(Object.entries(own))('%s', async (_name, format) => {
    expect(await recognise(await convert(format, '-af', 'areverse'))).toBeUndefined();
  });
});

describe.skipIf(!hasFfmpeg)(`where ffmpeg is not installed${unless}`, () => {
  it.each(Object.entries(own))('%s is decoded all the same', async (_name, format) => {
    const path = await convert(format);
    withoutFfmpeg();
    expect((await recognise(path))?.words).toEqual(samples.meeting.words);
  });

  it.each(Object.entries(foreign))('%s is refused because of it, and not called no audio', async (_name, format) => {
    const path = await convert(format, '-t', '1');
    withoutFfmpeg();
    await expect(decode(path)).rejects.toThrow(/takes? ffmpeg to decode, and ffmpeg is not installed/);
  });

  it('what is no audio is no audio still', async () => {
    const path = join(await makeFolder(), 'notes.txt');
    await writeFile(path, 'no audio, but notes');
    withoutFfmpeg();
    expect(await decode(path)).toBeUndefined();
  });
});

describe.skipIf(!hasFfmpeg)(`a small file of many hours${unless}`, () => {
  const silence = ['-v', 'error', '-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', '10900'];

  it.each([
    ['flac', ['-c:a', 'flac', '-frame_size', '16384']],
    ['mkv', ['-c:a', 'flac', '-frame_size', '16384']],
  ])('as %s ends its job with the reason', async (extension, coding) => {
    const path = join(await makeFolder(), `bomb.${extension}`);
    execFileSync('ffmpeg', [...silence, ...coding, path]);
    expect(statSync(path).size).toBeLessThan(500_000);
    await expect(decode(path)).rejects.toThrow('longer than the 3 hours this emulator decodes');
  });
});

it.each(['#EXTM3U\n#EXTINF:9,\n/etc/passwd\n', "ffconcat version 1.0\nfile '/etc/hostname'\n"])(
  'a playlist is no audio, and nothing on this machine is opened for it: %j',
  async (playlist) => {
    const { client } = await start();
    expect((await client.transcribe(playlist)).error).toMatch(/^Transcoding failed\. File type text\/plain/);
  },
);
