import { execFile, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../src/audio/decode.ts';
import type { SpeechEngine } from '../../src/engines/engine.ts';
import { createFixturesEngine } from '../../src/engines/fixtures.ts';
import { samples } from '../../src/index.ts';
import { samplesFolder } from '../../src/samples.ts';
import { makeFolder, start, withoutFfmpeg } from '../world.ts';

const run = promisify(execFile);
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
  opus: ['opus', '-c:a', 'libopus', '-compression_level', '0'],
} as const;

const foreign = {
  m4a: ['m4a', '-c:a', 'aac', '-aac_coder', 'fast'],
  aac: ['aac', '-c:a', 'aac', '-aac_coder', 'fast'],
  webm: ['webm', '-c:a', 'libopus', '-compression_level', '0'],
  mkv: ['mkv', '-c:a', 'flac'],
  aiff: ['aiff'],
  caf: ['caf'],
  wma: ['wma', '-c:a', 'wmav2'],
  ts: ['ts', '-c:a', 'aac', '-aac_coder', 'fast'],
  'ogg of flac': ['oga', '-c:a', 'flac'],
} as const;

// Two sample rates, two bit rates and two numbers of channels; what has no bit rate passes over it.
const codings = [
  ['16000', '48k', '1'],
  ['48000', '64k', '2'],
] as const;

// What else the service takes, once each, as it is usually met.
const others = {
  'm4a of alac': ['m4a', '-c:a', 'alac'],
  'm4b, audio book': ['m4b', '-f', 'ipod', '-c:a', 'aac', '-aac_coder', 'fast'],
  mp4: ['mp4', '-c:a', 'aac', '-aac_coder', 'fast'],
  mov: ['mov', '-c:a', 'aac', '-aac_coder', 'fast'],
  '3ga': ['3ga', '-f', '3gp', '-c:a', 'aac', '-aac_coder', 'fast'],
  flv: ['flv', '-c:a', 'libmp3lame', '-ar', '44100'],
  ac3: ['ac3'],
  mp2: ['mp2'],
  mpga: ['mpga', '-f', 'mp3', '-c:a', 'libmp3lame'],
  m2ts: ['m2ts', '-f', 'mpegts', '-c:a', 'ac3'],
  aif: ['aif', '-f', 'aiff'],
  au: ['au'],
  tta: ['tta'],
  voc: ['voc', '-c:a', 'pcm_s16le'],
  wv: ['wv'],
  'wav, 8000 Hz': ['wav', '-ar', '8000'],
  'wav, 11025 Hz': ['wav', '-ar', '11025'],
  'wav, 96000 Hz': ['wav', '-ar', '96000'],
  'wav, 6 channels': ['wav', '-ac', '6'],
  'flac, 44100 Hz, 6 channels': ['flac', '-ar', '44100', '-ac', '6'],
  'mp3, 8000 Hz, 16 kbit': ['mp3', '-c:a', 'libmp3lame', '-ar', '8000', '-b:a', '16k'],
  'mp3, 22050 Hz, 32 kbit': ['mp3', '-c:a', 'libmp3lame', '-ar', '22050', '-b:a', '32k', '-ac', '1'],
  'mp3, 44100 Hz, 320 kbit': ['mp3', '-c:a', 'libmp3lame', '-ar', '44100', '-b:a', '320k'],
  'mp3, of any bit rate': ['mp3', '-c:a', 'libmp3lame', '-q:a', '9'],
  'ogg, 32000 Hz': ['ogg', '-c:a', 'libvorbis', '-ar', '32000'],
  'opus, 12 kbit': ['opus', '-c:a', 'libopus', '-b:a', '12k', '-ac', '1'],
  'm4a, 24 kbit': ['m4a', '-c:a', 'aac', '-ar', '24000', '-b:a', '24k', '-ac', '1'],
} as const;

const all = Object.entries({ ...own, ...foreign, ...others });
const twice = Object.keys({ ...own, ...foreign });

let folder = '';
let engine: SpeechEngine;

beforeAll(async () => {
  engine = await createFixturesEngine([samplesFolder]);
  if (!hasFfmpeg) return;
  folder = await mkdtemp(join(tmpdir(), 'earmark-formats-'));
  const reversed = Object.entries(own).flatMap(([name]) => to(name, 'reversed', '-af', 'areverse'));
  const once = Object.keys(others).flatMap((name) => to(name, 'once'));
  const copies = codings.flatMap(([rate, bits, channels]) =>
    twice.flatMap((name) => to(name, rate, '-ar', rate, '-b:a', bits, '-ac', channels)),
  );
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-i', samples.meeting.audio, ...copies, ...once, ...reversed]);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Where the meeting is in a format, and in which of its copies. */
function copyOf(name: string, copy: string): string {
  const [extension] = Object.fromEntries(all)[name] ?? [];
  return join(folder, `${name} ${copy}.${extension}`);
}

/** What tells ffmpeg to write a copy. */
function to(name: string, copy: string, ...how: readonly string[]): string[] {
  const [, ...coding] = Object.fromEntries(all)[name] ?? [];
  return ['-vn', ...coding, ...how, copyOf(name, copy)];
}

async function recognise(path: string) {
  const sound = await decode(path);
  if (sound === undefined) throw new Error('a file of ffmpeg’s cannot be decoded');
  return await engine.recognise(sound, new AbortController().signal);
}

describe.skipIf(!hasFfmpeg)(`the meeting has the same words in every format${unless}`, () => {
  describe.each(twice)('%s', (name) => {
    it.each(codings)('at %s Hz, %sbit/s, %s channels', async (rate) => {
      expect((await recognise(copyOf(name, rate)))?.words).toEqual(samples.meeting.words);
    });
  });

  it.each(Object.keys(others))('%s', async (name) => {
    expect((await recognise(copyOf(name, 'once')))?.words).toEqual(samples.meeting.words);
  });
});

describe.skipIf(!hasFfmpeg)(`another recording has no words of the meeting in any format${unless}`, () => {
  it.each(Object.keys(own))('%s', async (name) => {
    expect(await recognise(copyOf(name, 'reversed'))).toBeUndefined();
  });
});

describe.skipIf(!hasFfmpeg)(`where ffmpeg is not installed${unless}`, () => {
  it.each(Object.keys(own))('%s is decoded all the same', async (name) => {
    withoutFfmpeg();
    expect((await recognise(copyOf(name, '16000')))?.words).toEqual(samples.meeting.words);
  });

  it.each(Object.keys(foreign))('%s is refused because of it, and not called no audio', async (name) => {
    withoutFfmpeg();
    await expect(decode(copyOf(name, '16000'))).rejects.toThrow(/takes? ffmpeg to decode, and ffmpeg is not installed/);
  });

  it('what is no audio is no audio still', async () => {
    const path = join(await makeFolder(), 'notes.txt');
    await writeFile(path, 'no audio, but notes');
    withoutFfmpeg();
    expect(await decode(path)).toBeUndefined();
  });
});

describe.skipIf(!hasFfmpeg)(`a small file of many hours${unless}`, () => {
  const silence = ['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', '10900'];
  const files = ['flac', 'mkv'].map((extension) => join(tmpdir(), `earmark-bomb-${process.pid}.${extension}`));

  beforeAll(async () => {
    const [flac = '', mkv = ''] = files;
    await run('ffmpeg', [...silence, '-c:a', 'flac', '-frame_size', '16384', flac]);
    await run('ffmpeg', ['-v', 'error', '-nostdin', '-i', flac, '-c', 'copy', mkv]);
  });
  afterAll(() => Promise.all(files.map((path) => rm(path, { force: true }))));

  it.each(files.map((path) => [path.split('.').at(-1), path] as const))(
    'as %s ends its job with the reason',
    async (_extension, path) => {
      expect(statSync(path).size).toBeLessThan(500_000);
      await expect(decode(path)).rejects.toThrow('longer than the 3 hours this emulator decodes');
    },
  );
});

it.each(['#EXTM3U\n#EXTINF:9,\n/etc/passwd\n', "ffconcat version 1.0\nfile '/etc/hostname'\n"])(
  'a playlist is no audio, and nothing on this machine is opened for it: %j',
  async (playlist) => {
    const { client } = await start();
    expect((await client.transcribe(playlist)).error).toMatch(/^Transcoding failed\. File type text\/plain/);
  },
);
