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

const all = Object.entries({ ...own, ...foreign });

let folder = '';
let engine: SpeechEngine;

beforeAll(async () => {
  engine = await createFixturesEngine([samplesFolder]);
  if (!hasFfmpeg) return;
  folder = await mkdtemp(join(tmpdir(), 'earmark-formats-'));
  const reversed = Object.entries(own).flatMap(([name]) => to(name, 'reversed', '-af', 'areverse'));
  const copies = codings.flatMap(([rate, bits, channels]) =>
    all.flatMap(([name]) => to(name, rate, '-ar', rate, '-b:a', bits, '-ac', channels)),
  );
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-i', samples.meeting.audio, ...copies, ...reversed]);
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
  describe.each(Object.keys({ ...own, ...foreign }))('%s', (name) => {
    it.each(codings)('at %s Hz, %sbit/s, %s channels', async (rate) => {
      expect((await recognise(copyOf(name, rate)))?.words).toEqual(samples.meeting.words);
    });
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
