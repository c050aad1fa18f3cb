import type { AudioSource } from './audio.ts';
import { EarmarkError } from './errors.ts';
import { type Api, joinUrl } from './http.ts';
import type { UploadOptions } from './options.ts';
import { uploadSchema } from './schemas/transcript.ts';
import type { HttpBody } from './transport.ts';

export interface Files {
  /**
   * Uploads audio and resolves with a URL that only the service can read, and only for this key's project.
   *
   * Sends the bytes as they are, with `Content-Length` where the length is known; memory stays flat.
   *
   * @throws EarmarkError `unsupported` for a source that cannot be read here, `invalid` for a path that names no file,
   * for audio of 0 bytes, or for a source that breaks off, with its own error as the cause, and the codes of any refused request.
   * @see https://www.assemblyai.com/docs/api-reference/files/upload
   */
  upload(audio: AudioSource, options?: UploadOptions): Promise<string>;
}

export function createFiles(api: Api, baseUrl: string, open: (source: AudioSource) => Promise<HttpBody>): Files {
  return {
    async upload(audio, { signal, onProgress } = {}) {
      signal?.throwIfAborted();
      let broken: { readonly by: unknown } | undefined;
      const opened = await open(audio);
      if (opened.size === 0) throw new EarmarkError('invalid', 'The audio is empty: it has 0 bytes.');
      const bytes = watched(opened, onProgress, (by) => (broken = { by }));
      const request = { method: 'POST', url: joinUrl(baseUrl, '/v2/upload'), body: { bytes }, signal } as const;
      const answer = await api.json(uploadSchema, request).catch((error: unknown) => {
        throw broken === undefined || signal?.aborted === true ? error : broken.by;
      });
      return answer.upload_url;
    },
  };
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
  return { size: body.size, read: () => pass(body.read()) };
}

async function* readable(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EarmarkError('invalid', `The audio could not be read to its end: ${reason}`, { cause: error });
  }
}
