import { piecesOf } from '../audio.ts';
import type { HttpBody, Transport } from '../transport.ts';

/** Sends requests with a `fetch`; follows no redirect, so that the key goes to nobody else. */
export function createFetchTransport(send: typeof fetch = fetch): Transport {
  return async ({ method, url, headers, body, signal }) => {
    const init = typeof body === 'object' ? { body: toStream(body), duplex: 'half' as const } : { body: body ?? null };
    const answer = await send(url, { method, headers, signal: signal ?? null, redirect: 'manual', ...init });
    return {
      // A browser hides which redirect it was.
      status: answer.type === 'opaqueredirect' ? 302 : answer.status,
      headers: Object.fromEntries(answer.headers),
      text: (onBytes) => (onBytes === undefined ? answer.text() : textOf(answer, onBytes)),
      chunks: () => piecesOf(answer.body),
    };
  };
}

function toStream(body: HttpBody): ReadableStream<Uint8Array> {
  const chunks = body.read()[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}

async function textOf(answer: Response, onBytes: () => void): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of piecesOf(answer.body)) {
    onBytes();
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
