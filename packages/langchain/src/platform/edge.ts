import type { AudioSource } from '@earmark/core';
import { toHex } from '../hex.ts';

export { createClient } from '@earmark/core/edge';

/** Lets the event loop go round once. */
export async function breathe(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Hashes audio that is in memory; undefined for what can be read only once. */
export async function hashAudio(audio: AudioSource): Promise<string | undefined> {
  const bytes = audio instanceof Blob ? await audio.arrayBuffer() : bytesOf(audio);
  return bytes === undefined ? undefined : toHex(await crypto.subtle.digest('SHA-256', bytes));
}

function bytesOf(audio: AudioSource): ArrayBuffer | Uint8Array<ArrayBuffer> | undefined {
  if (audio instanceof ArrayBuffer) return audio;
  if (!ArrayBuffer.isView(audio)) return undefined;
  return new Uint8Array(audio.buffer, audio.byteOffset, audio.byteLength).slice();
}
