import type { AudioSource } from './audio.ts';
import { envelope } from './envelope.ts';
import { EarmarkError, retold } from './errors.ts';
import { type Api, joinUrl } from './http.ts';
import type { UploadOptions } from './options.ts';
import type { HttpBody } from './transport.ts';

export interface Files {
  /**
   * Uploads audio and resolves with a URL that only the service can read, and only for this key's project.
   *
   * Sends the bytes as they are, with `Content-Length` where the length is known; memory stays flat. A path, bytes or a
   * Blob are sent again when the connection breaks or the service fails; a stream cannot be, and the error says so.
   *
   * @throws EarmarkError `unsupported` for a source that cannot be read here, `invalid` for a path that names no file,
   * for audio of 0 bytes, or for a source that breaks off, with its own error as the cause, and the codes of any refused request.
   * @see https://www.assemblyai.com/docs/api-reference/files/upload
   */
  upload(audio: AudioSource, options?: UploadOptions): Promise<string>;
}

/** Sends audio; tells its size too, where it is known. */
export type Upload = (
  audio: AudioSource,
  options?: UploadOptions,
) => Promise<{ url: string; bytes: number | undefined }>;

export function createUpload(api: Api, baseUrl: string, open: (source: AudioSource) => Promise<HttpBody>): Upload {
  return async (audio, { signal, onProgress } = {}) => {
    signal?.throwIfAborted();
    let broken: { readonly by: unknown } | undefined;
    const opened = await open(audio);
    if (opened.size === 0) throw new EarmarkError('invalid', 'The audio is empty: it has 0 bytes.');
    const bytes = watched(opened, onProgress, (by) => (broken = { by }));
    const repeatable = (): boolean => opened.replayable && broken === undefined;
    const url = joinUrl(baseUrl, '/v2/upload');
    const answer = await api
      .json(uploaded, { method: 'POST', url, body: { bytes }, signal, deadlineMs: silenceMs, repeatable })
      .catch((error: unknown) => {
        signal?.throwIfAborted();
        throw broken === undefined ? saidOnce(error, opened) : broken.by;
      });
    return { url: answer.upload_url, bytes: opened.size };
  };
}

const uploaded = envelope<{ upload_url: string }>({ upload_url: 'string' });

// After the last byte the service stores what it got, in silence; it takes up to 2.2 GB.
const silenceMs = 120_000;

function saidOnce(error: unknown, { replayable }: HttpBody): unknown {
  if (replayable || !EarmarkError.is(error) || !error.retryable) return error;
  const why = 'A stream can be read only once, so it was not sent again: a path, bytes or a Blob would have been.';
  return retold(error, `${error.message} ${why}`, { retryable: false });
}

// What breaks on this side of the wire is no network error, however a transport puts it: it goes around the transport.
function watched(
  body: HttpBody,
  onProgress: UploadOptions['onProgress'],
  onBroken: (error: unknown) => void,
): HttpBody {
  async function* pass(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let sentBytes = 0;
    try {
      for await (const chunk of readable(chunks)) {
        yield chunk;
        sentBytes += chunk.byteLength;
        onProgress?.({ stage: 'uploading', sentBytes, totalBytes: body.size });
      }
    } catch (error) {
      onBroken(error);
      throw error;
    }
  }
  return { ...body, read: () => pass(body.read()) };
}

async function* readable(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EarmarkError('invalid', `The audio could not be read to its end: ${reason}`, { cause: error });
  }
}
