import { Transform } from 'node:stream';

/** Passes bytes on as they come, and fails with an error of one's own at the first too many. */
export function limitBytes(most: number, error: Error): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.byteLength;
      if (bytes > most) done(error);
      else done(undefined, chunk);
    },
  });
}
