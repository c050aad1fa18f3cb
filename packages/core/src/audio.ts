import { EarmarkError } from './errors.ts';
import type { HttpBody } from './transport.ts';

/**
 * Audio as callers hold it.
 *
 * A string or `URL` that starts with `http:` or `https:` is handed to the service, which fetches it; every other one
 * names a local file (on Node only). Views send their own bytes alone. Streams and iterables can be read once.
 */
export type AudioSource =
  | string
  | URL
  | ArrayBuffer
  | ArrayBufferView
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** Opens audio that is already in memory or streaming; paths are opened by the platform. */
export function openAudio(source: AudioSource): HttpBody {
  if (source instanceof ArrayBuffer) return bytesBody(new Uint8Array(source));
  if (ArrayBuffer.isView(source)) {
    return bytesBody(new Uint8Array(source.buffer, source.byteOffset, source.byteLength));
  }
  if (source instanceof Blob) return { size: source.size, replayable: true, read: () => piecesOf(source.stream()) };
  if (typeof source === 'object' && source !== null && ('getReader' in source || Symbol.asyncIterator in source))
    return onceBody(source);
  throw new EarmarkError(
    'unsupported',
    'This audio cannot be read here: give bytes, a Blob, a stream, or an http(s) URL. Local paths need Node.',
  );
}

/** The URL to hand to the service, when the source is one it can fetch by itself. */
export function remoteUrl(source: AudioSource): string | undefined {
  const text = source instanceof URL ? source.href : source;
  return typeof text === 'string' && /^https?:/i.test(text) ? text : undefined;
}

function bytesBody(bytes: Uint8Array): HttpBody {
  return {
    size: bytes.byteLength,
    replayable: true,
    async *read() {
      yield bytes;
    },
  };
}

const opened = new WeakSet<object>();

function onceBody(stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): HttpBody {
  return {
    size: undefined,
    replayable: false,
    read() {
      if (opened.has(stream) || isTaken(stream)) {
        throw new EarmarkError('unsupported', 'This stream was already read, and can be read only once.');
      }
      opened.add(stream);
      return 'getReader' in stream ? piecesOf(stream) : stream;
    },
  };
}

// Read elsewhere, a web stream is locked and a Node one destroyed; sent again, either would be an empty recording.
function isTaken(stream: object): boolean {
  return ('locked' in stream && stream.locked === true) || ('destroyed' in stream && stream.destroyed === true);
}

// Not every ReadableStream can be iterated: Safari's and older polyfills' cannot.
export async function* piecesOf(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = stream?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
