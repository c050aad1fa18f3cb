import { randomFillSync } from 'node:crypto';

const piece = randomFillSync(Buffer.alloc(1024 ** 2));
const [rate, channels] = [44_100, 2];

/** Bytes that are no media. */
export function* junk(bytes: number): Generator<Uint8Array> {
  for (let left = bytes; left > 0; left -= piece.byteLength) yield piece.subarray(0, left);
}

/** White noise in a WAV file: a minute is 10.6 MB. */
export function* noise(bytes: number): Generator<Uint8Array> {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * channels * 2, 28);
  head.writeUInt16LE(channels * 2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  yield head;
  yield* junk(bytes);
}
