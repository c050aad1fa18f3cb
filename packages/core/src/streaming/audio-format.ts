import { EarmarkError } from '../errors.ts';

/** How raw audio maps to time. */
export interface AudioFormat {
  readonly bytesPerSample: number;
  /** One byte of silence. */
  readonly silence: number;
  /** Bytes of so many milliseconds, in whole samples, rounded down. */
  toBytes(ms: number): number;
  toMs(bytes: number): number;
  /** The last position not after `ms` that is a whole millisecond and a whole sample: times based on it stay exact. */
  floorMs(ms: number): number;
}

const encodings: Readonly<Record<string, { readonly bytesPerSample: number; readonly silence: number }>> =
  Object.freeze({
    pcm_s16le: { bytesPerSample: 2, silence: 0 },
    pcm_mulaw: { bytesPerSample: 1, silence: 0xff },
  });

/**
 * Describes the raw audio of a session.
 *
 * @throws EarmarkError `invalid` for a sample rate that is none, `unsupported` for an encoding that cannot be cut.
 */
export function audioFormat(encoding: string, sampleRate: number): AudioFormat {
  const found = Object.hasOwn(encodings, encoding) ? encodings[encoding] : undefined;
  if (found === undefined) {
    const message = `\`encoding\` must be pcm_s16le or pcm_mulaw, not ${encoding}: only these can be cut and replayed at a position.`;
    throw new EarmarkError('unsupported', message);
  }
  if (!Number.isInteger(sampleRate) || sampleRate < 1) {
    throw new EarmarkError('invalid', '`sample_rate` must be a whole number of samples per second, like 16000.');
  }
  const { bytesPerSample, silence } = found;
  const gridMs = 1000 / greatestDivisor(sampleRate, 1000);
  return {
    bytesPerSample,
    silence,
    toBytes: (ms) => Math.floor((ms * sampleRate) / 1000 + 1e-6) * bytesPerSample,
    toMs: (bytes) => (bytes * 1000) / (sampleRate * bytesPerSample),
    floorMs: (ms) => Math.floor(ms / gridMs) * gridMs,
  };
}

/** @throws EarmarkError `invalid` for what is no bytes. */
export function toView(chunk: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new EarmarkError('invalid', 'Audio must be bytes: an ArrayBuffer or a view such as a Uint8Array.');
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
