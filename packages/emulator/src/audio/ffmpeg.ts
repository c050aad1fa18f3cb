import { execFile, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { field } from '../field.ts';

const run = promisify(execFile);
const sampleRate = 16_000;
const sampleBytes = Float32Array.BYTES_PER_ELEMENT;

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
  const maxBuffer = (mostSeconds + 1) * sampleRate * sampleBytes;
  try {
    const { stdout } = await run('ffmpeg', flags(path, mostSeconds), { encoding: 'buffer', signal, maxBuffer });
    return { sampleRate, channelData: [toFloats(stdout)] };
  } catch (error) {
    return field(error, 'code') === 'ENOENT' ? 'missing' : undefined;
  }
}

/** What ffmpeg decodes, while it does. */
export interface Streamed {
  readonly sampleRate: number;
  readonly pieces: AsyncIterable<Float32Array>;
  /** Known once there are no more pieces. */
  readonly outcome: Promise<'done' | 'failed' | 'missing'>;
}

/** Decodes with ffmpeg piece by piece: one channel at 16 kHz, and no more than so many seconds. */
export function streamFfmpeg(path: string, mostSeconds: number, signal: AbortSignal | undefined): Streamed {
  const child = spawn('ffmpeg', flags(path, mostSeconds), { stdio: ['ignore', 'pipe', 'ignore'], signal });
  const outcome = new Promise<'done' | 'failed' | 'missing'>((resolve) => {
    child.on('error', (error) => resolve(field(error, 'code') === 'ENOENT' ? 'missing' : 'failed'));
    child.on('close', (code) => resolve(code === 0 ? 'done' : 'failed'));
  });
  return { sampleRate, pieces: readPieces(child.stdout), outcome };
}

async function* readPieces(stdout: Readable): AsyncGenerator<Float32Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stdout) {
    const bytes: Buffer = Buffer.concat([rest, chunk]);
    rest = bytes.subarray(bytes.byteLength - (bytes.byteLength % sampleBytes));
    yield toFloats(bytes);
  }
}

function flags(path: string, mostSeconds: number): string[] {
  const input = ['-v', 'error', '-nostdin', '-i', `file:${path}`, '-vn', '-t', String(mostSeconds)];
  return [...input, '-f', 'f32le', '-ac', '1', '-ar', String(sampleRate), 'pipe:1'];
}

function toFloats({ buffer, byteOffset, byteLength }: Buffer): Float32Array {
  const length = Math.floor(byteLength / sampleBytes);
  // A small buffer lies somewhere in Node's pool, where floats may not be aligned.
  if (byteOffset % sampleBytes === 0) return new Float32Array(buffer, byteOffset, length);
  return new Float32Array(buffer.slice(byteOffset, byteOffset + length * sampleBytes));
}
