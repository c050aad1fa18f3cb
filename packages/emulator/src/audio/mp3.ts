import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bitRate = '128k';

/**
 * Codes a WAV file to mp3 with ffmpeg.
 *
 * @returns Undefined where there is no ffmpeg, or one that cannot write mp3.
 */
export async function toMp3(wav: Uint8Array): Promise<Uint8Array | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-mp3-'));
  try {
    // Into a file and not a pipe: only there ffmpeg can go back and note how many samples are its own lead-in.
    const path = join(folder, 'audio.mp3');
    return (await feed(wav, ['-b:a', bitRate, path])) ? await readFile(path) : undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function feed(wav: Uint8Array, output: readonly string[]): Promise<boolean> {
  const input = ['-v', 'error', '-nostdin', '-f', 'wav', '-i', 'pipe:0'];
  const child = spawn('ffmpeg', [...input, ...output], { stdio: ['pipe', 'ignore', 'ignore'] });
  // One that ends early closes its end; its exit code says so.
  child.stdin.on('error', () => undefined);
  child.stdin.end(wav);
  try {
    await once(child, 'close');
    return child.exitCode === 0;
  } catch {
    return false;
  }
}
