import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/audio/recording.ts';
import { samples } from '../../src/index.ts';
import { makeFolder, start } from '../world.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
const unless = hasFfmpeg ? '' : ' (skipped: ffmpeg is not installed)';
const longestMs = 36_000_000;

/** A file of what ffmpeg is told to make, in a folder of its own. */
async function make(name: string, ...flags: string[]): Promise<string> {
  const path = join(await makeFolder(), name);
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', ...flags, path]);
  return path;
}

function silence(hours: number): Promise<string> {
  const seconds = String(hours * 3_600);
  return make('silence.flac', '-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', seconds, '-frame_size', '16384');
}

async function open(path: string, mostMs = longestMs) {
  const recording = await openRecording(path, mostMs);
  if (recording === undefined) throw new Error('what ffmpeg wrote is not audio');
  return recording;
}

describe.skipIf(!hasFfmpeg)(`a long recording${unless}`, () => {
  it('is known by what was heard while it passed by', async () => {
    const twice = ['-stream_loop', '1', '-i', samples.meeting.audio];
    const fixture = await make('twice.mp3', ...twice);
    const words = [{ text: 'Twice.', start: 0, end: 10 }];
    await writeFile(fixture.replace('.mp3', '.json'), JSON.stringify({ words }));
    // Decoded, 92 MB.
    const large = await readFile(await make('large.wav', ...twice, '-ar', '96000', '-ac', '2'));
    const { client } = await start({ engine: 'fixtures', fixtures: [join(fixture, '..')] });
    expect((await client.transcribe(new Uint8Array(large))).text).toBe('Twice.');
  });

  it('is not listened to for longer than it may be', async () => {
    expect((await open(await silence(0.6), 10_000)).durationMs).toBe(11_000);
  });

  it('is in memory by itself, until nobody needs it', async () => {
    const path = await silence(0.6);
    const [one, other] = [await open(path), await open(path)];
    const loaded: string[] = [];
    const first = one.sound().then(() => loaded.push('one'));
    const second = other.sound().then(() => loaded.push('other'));
    await first;
    await new Promise((resolve) => setImmediate(resolve));
    expect(loaded).toEqual(['one']);
    one.close();
    await second;
    other.close();
  });
});
