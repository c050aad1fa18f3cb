import { open, readFile, stat } from 'node:fs/promises';
import { JobFailure } from '../job-failure.ts';
import { convert } from './ffmpeg.ts';
import { type Kind, isPlaylist, kindOf } from './kind.ts';
import { decodedBytes } from './size.ts';

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

// What is longer does not fit into memory. The service takes up to ten hours.
const longestSeconds = 3 * 3_600;
// What decodes to more is left to ffmpeg, which gives one channel at 16 kHz only.
const mostBytes = 1024 ** 3;
const smallBytes = 64 * 1024 ** 2;
const headBytes = 4_096;

/**
 * Decodes a file of any supported kind: wav, mp3, flac, ogg and opus by itself, everything else with ffmpeg where it is
 * installed.
 *
 * @returns Undefined when the bytes are not audio.
 * @throws JobFailure when it takes ffmpeg and there is none, or the recording is too long.
 */
export async function decode(path: string, signal?: AbortSignal): Promise<Sound | undefined> {
  const head = await readHead(path);
  if (isPlaylist(head)) return undefined;
  const kind = kindOf(head);
  const own = await attempt(kind, path, mostBytes);
  const decoded = typeof own === 'object' ? own : await convert(path, longestSeconds, signal);
  if (decoded === 'missing') {
    if (kind === undefined || own === 'broken') return undefined;
    throw new JobFailure(needsFfmpeg(kind));
  }
  if (decoded === undefined || !isSound(decoded)) return undefined;
  const sound = { sampleRate: decoded.sampleRate, channels: decoded.channelData };
  if (durationMs(sound) >= longestSeconds * 1000) throw new JobFailure(tooLong);
  return sound;
}

/**
 * Decodes what takes little memory and no ffmpeg.
 *
 * @returns Undefined for what is none of that; `'no-media'` for a list of other files.
 */
export async function decodeSmall(path: string): Promise<Sound | 'no-media' | undefined> {
  const head = await readHead(path);
  if (isPlaylist(head)) return 'no-media';
  const own = await attempt(kindOf(head), path, smallBytes);
  return typeof own === 'object' ? { sampleRate: own.sampleRate, channels: own.channelData } : undefined;
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

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

// Broken may also mean that only ffmpeg can read it; undefined, that our own decoders do not try.
async function attempt(kind: Kind | undefined, path: string, most: number): Promise<Decoded | 'broken' | undefined> {
  const load = kind === undefined ? undefined : decoders[kind];
  if (kind === undefined || load === undefined) return undefined;
  try {
    // Decoded, nothing is smaller than its file.
    if ((await stat(path)).size > most) return undefined;
    const bytes = await readFile(path);
    if (decodedBytes(kind, bytes) > most) return undefined;
    const decoder = await load();
    const decoded = await decoder(bytes);
    return isSound(decoded) ? decoded : 'broken';
  } catch {
    return 'broken';
  }
}

// Loaded when first met: most tests need one of them, or none.
const decoders: Readonly<Partial<Record<Kind, () => Promise<Decoder>>>> = {
  wav: async () => (await import('@audio/decode-wav')).default,
  mp3: async () => (await import('@audio/decode-mp3')).default,
  flac: async () => (await import('@audio/decode-flac')).default,
  ogg: async () => (await import('@audio/decode-vorbis')).default,
  opus: async () => (await import('@audio/decode-opus')).default,
};

function isSound(decoded: Decoded): boolean {
  return decoded.sampleRate > 0 && (decoded.channelData[0]?.length ?? 0) > 0;
}

function needsFfmpeg(kind: Kind): string {
  const what = kind in decoders ? `This ${kind} file` : `This kind of file (${kind})`;
  return (
    `${what} takes ffmpeg to decode, and ffmpeg is not installed where this emulator runs ` +
    '(apt-get install ffmpeg, or brew install ffmpeg). Without it the emulator decodes wav, mp3, flac, ogg and opus.'
  );
}

const tooLong = `The recording is longer than the ${longestSeconds / 3_600} hours this emulator decodes.`;
