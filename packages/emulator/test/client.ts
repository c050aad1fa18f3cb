import { setTimeout as sleep } from 'node:timers/promises';
import { problemsOf } from './openapi/validator.ts';
import { isWatched } from './openapi/watch.ts';

/** A transcript as it comes over the wire, with what these tests look at. */
export interface Transcript {
  readonly id: string;
  readonly status: string;
  readonly error?: string;
  readonly text: string | null;
  readonly words: readonly Word[] | null;
  readonly utterances: readonly (Word & { readonly words: readonly Word[] })[] | null;
  readonly confidence: number | null;
  readonly audio_duration: number | null;
  readonly metadata?: { readonly warnings: readonly { readonly message: string }[] };
  readonly [echo: string]: unknown;
}

export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly speaker: string | null;
}

type Bytes = Uint8Array<ArrayBuffer> | string;

/** The whole of a client that these tests need: nothing but fetch and a key. */
export function connect(url: string, key = 'any-key') {
  const headers = { authorization: key };

  async function ask(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(`${url}${path}`, init);
    await validate(init.method ?? 'GET', response);
    return response;
  }

  async function upload(body: Bytes): Promise<string> {
    const response = await ask('/v2/upload', { method: 'POST', headers, body });
    const { upload_url } = (await response.json()) as { upload_url: string };
    return upload_url;
  }

  function post(path: string, body: unknown): Promise<Response> {
    return ask(path, {
      method: 'POST',
      headers,
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
  }

  function get(path: string): Promise<Response> {
    return ask(path, { headers });
  }

  async function create(params: object): Promise<Transcript> {
    return (await (await post('/v2/transcript', params)).json()) as Transcript;
  }

  async function look(id: string): Promise<Transcript> {
    return (await (await get(`/v2/transcript/${id}`)).json()) as Transcript;
  }

  async function wait(id: string): Promise<Transcript> {
    for (;;) {
      const transcript = await look(id);
      if (transcript.status === 'completed' || transcript.status === 'error') return transcript;
      await sleep(10);
    }
  }

  async function transcribe(audio: Bytes, params: object = {}): Promise<Transcript> {
    const { id } = await create({ audio_url: await upload(audio), ...params });
    return await wait(id);
  }

  return { upload, post, get, create, look, wait, transcribe };
}

// Answers of this process are looked at where they are given, whoever asked.
async function validate(method: string, response: Response): Promise<void> {
  const { pathname: path, port } = new URL(response.url);
  if (isWatched(Number(port))) return;
  const contentType = response.headers.get('content-type') ?? '';
  const body = await response.clone().text();
  const problems = problemsOf({ method, path, status: response.status, contentType, body }) ?? [];
  if (problems.length > 0) throw new Error(`An answer is not as published:\n${problems.join('\n')}`);
}
