import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { field } from '../field.ts';

const run = promisify(execFile);
const sampleRate = 16_000;

export interface Converted {
  readonly sampleRate: number;
  readonly channelData: Float32Array[];
}

/**
 * Decodes with ffmpeg: one channel at 16 kHz, and no more than so many seconds.
 *
 * @returns Undefined when ffmpeg finds no sound; `'missing'` when it is not installed.
 */
export async function convert(
  path: string,
  mostSeconds: number,
  signal: AbortSignal | undefined,
): Promise<Converted | 'missing' | undefined> {
  const input = ['-v', 'error', '-nostdin', '-i', `file:${path}`, '-vn', '-t', String(mostSeconds)];
  const output = ['-f', 'f32le', '-ac', '1', '-ar', String(sampleRate), 'pipe:1'];
  const maxBuffer = (mostSeconds + 1) * sampleRate * Float32Array.BYTES_PER_ELEMENT;
  try {
    const { stdout } = await run('ffmpeg', [...input, ...output], { encoding: 'buffer', signal, maxBuffer });
    return { sampleRate, channelData: [toFloats(stdout)] };
  } catch (error) {
    return field(error, 'code') === 'ENOENT' ? 'missing' : undefined;
  }
}

function toFloats({ buffer, byteOffset, byteLength }: Buffer): Float32Array {
  const length = Math.floor(byteLength / Float32Array.BYTES_PER_ELEMENT);
  // A small buffer lies somewhere in Node's pool, where floats may not be aligned.
  if (byteOffset % Float32Array.BYTES_PER_ELEMENT === 0) return new Float32Array(buffer, byteOffset, length);
  return new Float32Array(buffer.slice(byteOffset, byteOffset + length * Float32Array.BYTES_PER_ELEMENT));
}
