import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { junk, noise } from './bytes.ts';
import { startChild } from './child.ts';
import { transcribe, upload } from './client.ts';

const uploads = 3;

/** Peaks of memory, in megabytes, after each step. */
interface Peaks {
  readonly uploaded: number;
  readonly junk: number;
  readonly noise: number;
}

/** Large uploads take no more memory than small ones, and neither do the jobs over them, up to a margin. */
export async function runSizes(
  folder: string,
  [small, large]: readonly [number, number],
  isKept: boolean,
  marginMb: number,
): Promise<string> {
  const [few, many] = [await measure(folder, small, isKept), await measure(folder, large, isKept)];
  const say = (step: keyof Peaks): string => `${step} ${few[step]} → ${many[step]} MB`;
  const line = `${isKept ? 'with' : 'without'} --data, ${small / 1e6} MB → ${large / 1e6} MB, ${uploads} uploads at once: peak ${[say('uploaded'), say('junk'), say('noise')].join(', ')}`;
  for (const step of ['uploaded', 'junk', 'noise'] as const) {
    assert.ok(many[step] <= few[step] + marginMb, `${line}: ${step} has grown by more than ${marginMb} MB`);
  }
  return line;
}

async function measure(folder: string, bytes: number, isKept: boolean): Promise<Peaks> {
  const data = join(folder, 'data');
  const child = await startChild(...(isKept ? ['--data', data] : []));
  try {
    const { url } = child;
    const bodies = [junk(bytes), noise(bytes), ...Array.from({ length: uploads - 2 }, () => junk(bytes))];
    const [junkUrl = '', noiseUrl = ''] = await Promise.all(bodies.map((body) => upload(url, body)));
    const uploaded = await child.peakMb();
    await expectError(url, junkUrl, /^File does not appear to contain audio/);
    const afterJunk = await child.peakMb();
    await expectError(url, noiseUrl, /^No speech engine of this emulator knows the recording/);
    return { uploaded, junk: afterJunk, noise: await child.peakMb() };
  } finally {
    await child.end();
    await rm(data, { recursive: true, force: true });
  }
}

async function expectError(url: string, audioUrl: string, error: RegExp): Promise<void> {
  const transcript = await transcribe(url, audioUrl);
  assert.equal(transcript.status, 'error');
  assert.match(transcript.error ?? '', error);
}
