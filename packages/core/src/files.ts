import type { AudioSource } from './audio.ts';
import type { Api } from './http.ts';
import { joinUrl } from './http.ts';
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
   * and the codes of any refused request.
   * @see https://www.assemblyai.com/docs/api-reference/files/upload
   */
  upload(audio: AudioSource, options?: UploadOptions): Promise<string>;
}

export function createFiles(api: Api, baseUrl: string, open: (source: AudioSource) => Promise<HttpBody>): Files {
  return {
    async upload(audio, { signal, onProgress } = {}) {
      signal?.throwIfAborted();
      const bytes = counted(await open(audio), onProgress);
      const url = joinUrl(baseUrl, '/v2/upload');
      const answer = await api.json(uploadSchema, { method: 'POST', url, body: { bytes }, signal });
      return answer.upload_url;
    },
  };
}

function counted(body: HttpBody, onProgress: UploadOptions['onProgress']): HttpBody {
  if (onProgress === undefined) return body;
  return {
    size: body.size,
    async *read() {
      let sentBytes = 0;
      for await (const chunk of body.read()) {
        yield chunk;
        sentBytes += chunk.byteLength;
        onProgress({ stage: 'uploading', sentBytes, totalBytes: body.size });
      }
    },
  };
}
