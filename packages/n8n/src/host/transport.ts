import type { HttpBody, Transport } from '@earmark/core/portable';
import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { without } from '../without.ts';

export const credentialName = 'assemblyAiApi';

/** Sends requests by n8n's own helper: its proxy, its certificates, its policy of addresses; the credential signs them. */
export function createTransport(host: IAllExecuteFunctions): Transport {
  return async ({ method, url, headers, body, signal }) => {
    const options: IHttpRequestOptions = {
      method,
      url,
      headers: without('authorization', headers),
      encoding: 'text',
      returnFullResponse: true,
      ignoreHttpStatusErrors: true,
      // To follow one, n8n would keep the whole upload in memory to send it again.
      disableFollowRedirect: true,
    };
    if (body !== undefined) options.body = typeof body === 'string' ? body : toBlob(body);
    if (signal !== undefined) options.abortSignal = signal;
    const answer = await host.helpers.httpRequestWithAuthentication.call(host, credentialName, options);
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: () => Promise.resolve(textOf(answer.body)),
      async *chunks() {
        yield new TextEncoder().encode(textOf(answer.body));
      },
    };
  };
}

// Axios streams what calls itself a Blob, and no module of Node's is needed to make one.
function toBlob(body: HttpBody): object {
  return {
    [Symbol.toStringTag]: 'Blob',
    type: 'application/octet-stream',
    size: body.size ?? 0,
    stream: () => body.read(),
  };
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body ?? '');
}
