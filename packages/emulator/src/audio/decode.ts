import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Sound as samples between -1 and 1, one array per channel. */
export interface Sound {
  readonly sampleRate: number;
  readonly channels: readonly Float32Array[];
}

interface Decoded {
  readonly channelData: Float32Array[];
  readonly sampleRate: number;
}
type Decoder = (bytes: Uint8Array) => Decoded | Promise<Decoded>;

const ffmpegSampleRate = 16_000;

/**
 * Decodes a file of any supported kind: wav, mp3, flac, ogg and opus by itself, everything else with ffmpeg where it is
 * installed.
 *
 * @returns Undefined when the bytes are not audio, or need ffmpeg and it is not there.
 */
export async function decode(path: string, signal?: AbortSignal): Promise<Sound | undefined> {
  const bytes = await readFile(path);
  const decoder = await decoderFor(bytes);
  const decoded = (decoder && (await attempt(decoder, bytes))) ?? (await ffmpeg(path, signal));
  return decoded === undefined ? undefined : { sampleRate: decoded.sampleRate, channels: decoded.channelData };
}

export function durationMs({ sampleRate, channels }: Sound): number {
  return ((channels[0]?.length ?? 0) / sampleRate) * 1000;
}

/** All channels as one, evenly. */
export function toMono({ channels }: Sound): Float32Array {
  const [first = new Float32Array(0), ...rest] = channels;
  if (rest.length === 0) return first;
  return first.map((sample, at) => channels.reduce((sum, channel) => sum + (channel[at] ?? 0), 0) / channels.length);
}

// Loaded when first met: most tests need one of them, or none.
async function decoderFor(bytes: Uint8Array): Promise<Decoder | undefined> {
  const ascii = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WAVE') return (await import('@audio/decode-wav')).default;
  if (ascii(0, 4) === 'fLaC') return (await import('@audio/decode-flac')).default;
  if (ascii(0, 4) === 'OggS' && ascii(0, 64).includes('OpusHead')) return (await import('@audio/decode-opus')).default;
  if (ascii(0, 4) === 'OggS') return (await import('@audio/decode-vorbis')).default;
  const isMpeg = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2;
  if (ascii(0, 3) === 'ID3' || isMpeg) return (await import('@audio/decode-mp3')).default;
  return undefined;
}

async function attempt(decoder: Decoder, bytes: Uint8Array): Promise<Decoded | undefined> {
  try {
    return heard(await decoder(bytes));
  } catch {
    return undefined;
  }
}

function heard(decoded: Decoded): Decoded | undefined {
  return decoded.sampleRate > 0 && (decoded.channelData[0]?.length ?? 0) > 0 ? decoded : undefined;
}

async function ffmpeg(path: string, signal: AbortSignal | undefined): Promise<Decoded | undefined> {
  const format = ['-f', 'f32le', '-ac', '1', '-ar', String(ffmpegSampleRate), 'pipe:1'];
  try {
    const run = promisify(execFile);
    const { stdout } = await run('ffmpeg', ['-v', 'error', '-nostdin', '-i', `file:${path}`, '-vn', ...format], {
      encoding: 'buffer',
      signal,
      maxBuffer: 4 * 1024 ** 3,
    });
    const samples = new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
    return heard({ sampleRate: ffmpegSampleRate, channelData: [samples] });
  } catch {
    return undefined;
  }
}
