import { setTimeout as sleep } from 'node:timers/promises';

const headers = { authorization: 'any-key' };
const mostWaitMs = 300_000;
const pollMs = 100;

export interface Transcript {
  readonly id: string;
  readonly status: string;
  readonly error?: string;
  readonly words: readonly { readonly text: string; readonly start: number }[] | null;
}

/** Uploads what comes, piece by piece. */
export async function upload(url: string, pieces: Iterable<Uint8Array>): Promise<string> {
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers,
    body: toStream(pieces),
    duplex: 'half',
  };
  const { upload_url }: { upload_url: string } = await (await fetch(`${url}/v2/upload`, init)).json();
  return upload_url;
}

/** Creates a job, and looks until it has ended. */
export async function transcribe(url: string, audio_url: string): Promise<Transcript> {
  const init = { method: 'POST', headers, body: JSON.stringify({ audio_url }) };
  const { id }: Transcript = await (await fetch(`${url}/v2/transcript`, init)).json();
  for (let waited = 0; waited < mostWaitMs; waited += pollMs) {
    const transcript: Transcript = await (await fetch(`${url}/v2/transcript/${id}`, { headers })).json();
    if (transcript.status === 'completed' || transcript.status === 'error') return transcript;
    await sleep(pollMs);
  }
  throw new Error(`a job has not ended in ${mostWaitMs / 1000} s`);
}

function toStream(pieces: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}
