import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { AudioSource } from '@earmark/core';

// What runs elsewhere gets `edge.ts` in this one's place: see `imports` in package.json.
export { createClient } from '@earmark/core';

/** Lets the event loop go round once. */
export async function breathe(): Promise<void> {
  await setImmediate();
}

/** Hashes audio piece by piece; undefined for what can be read only once, or cannot be read. */
export async function hashAudio(audio: AudioSource): Promise<string | undefined> {
  const pieces = piecesOf(audio);
  if (pieces === undefined) return undefined;
  const hash = createHash('sha256');
  try {
    for await (const piece of pieces) hash.update(piece);
  } catch {
    // Whoever sends the audio says what is wrong with it.
    return undefined;
  }
  return hash.digest('hex');
}

function piecesOf(audio: AudioSource): AsyncIterable<Uint8Array> | Iterable<Uint8Array> | undefined {
  if (typeof audio === 'string' || audio instanceof URL) return createReadStream(audio);
  if (audio instanceof ArrayBuffer) return [new Uint8Array(audio)];
  if (ArrayBuffer.isView(audio)) return [new Uint8Array(audio.buffer, audio.byteOffset, audio.byteLength)];
  return audio instanceof Blob ? audio.stream() : undefined;
}
