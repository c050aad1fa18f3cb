import { InvalidArgumentError } from '@ai-sdk/provider';

/**
 * Returns the bytes of audio as the AI SDK hands it over: a string is base64, and never a path or an address.
 *
 * @throws InvalidArgumentError for a string that is not base64, and for what is neither.
 */
export function toBytes(audio: unknown): Uint8Array {
  if (audio instanceof Uint8Array) return audio;
  if (typeof audio === 'string') {
    try {
      return Uint8Array.from(atob(audio.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    } catch {
      // Falls through: the decoder's own error says no more.
    }
  }
  const message = '`audio` must be a Uint8Array, or a string that is base64. For a recording on the web, pass a URL.';
  throw new InvalidArgumentError({ argument: 'audio', message });
}

/** The chunks of a stream as bytes; gives the stream up when nobody reads on, and at once when the signal says so. */
export async function* bytesOf(
  audio: ReadableStream<Uint8Array | string>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const reader = audio.getReader();
  const giveUp = (): void => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield toBytes(value);
    }
  } finally {
    signal.removeEventListener('abort', giveUp);
    giveUp();
  }
}
