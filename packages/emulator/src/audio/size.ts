import type { Kind } from './kind.ts';

const sampleBytes = Float32Array.BYTES_PER_ELEMENT;

/**
 * How many bytes a file will be once it is decoded, from what it says of itself: an hour of silence may be a few
 * kilobytes, so the file's own size says little.
 */
export function decodedBytes(kind: Kind, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind === 'wav') return bytes.byteLength * sampleBytes;
  if (kind === 'flac') return flacSamples(view) * sampleBytes;
  if (kind === 'mp3') return bytes.byteLength * mp3Expansion;
  return oggSamples(bytes, view) * 2 * sampleBytes;
}

// 64 kbit/s of stereo at 48 kHz, decoded; lower rates mostly come with fewer samples or one channel.
const mp3Expansion = 48;

// Channels times samples of STREAMINFO, where 0 is unknown.
function flacSamples(view: DataView): number {
  if (view.byteLength < 26) return 0;
  const channels = ((view.getUint8(20) >> 1) & 7) + 1;
  const samples = (view.getUint8(21) & 15) * 2 ** 32 + view.getUint32(22);
  return samples === 0 ? Number.POSITIVE_INFINITY : samples * channels;
}

// The last page says how many samples there are.
function oggSamples(bytes: Uint8Array, view: DataView): number {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf('OggS');
  if (at < 0 || at + 14 > bytes.byteLength) return 0;
  const samples = Number(view.getBigInt64(at + 6, true));
  return samples < 0 ? Number.POSITIVE_INFINITY : samples;
}
