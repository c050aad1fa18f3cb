import { type Deadline, hearing } from './deadline.ts';
import { EarmarkError } from './errors.ts';
import type { Observe } from './events.ts';
import { lateError, networkError, redactor } from './http-error.ts';
import type { Clock, HttpBody, HttpRequest, HttpResponse, Transport } from './transport.ts';

export interface ApiRequest {
  readonly method: HttpRequest['method'];
  /** Absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly json: unknown } | { readonly bytes: HttpBody; readonly type?: string };
  readonly signal?: AbortSignal | undefined;
  /** The longest silence that is put up with, in milliseconds. @default 30_000 */
  readonly deadlineMs?: number | undefined;
  /** Whether doing it twice is as good as once; else only what surely was not done is done again. @default for GET */
  readonly repeatable?: (() => boolean) | undefined;
  /** How many times it is tried again. @default 5 */
  readonly retries?: number | undefined;
}

export type Read<Value> = (head: HttpResponse, deadline: Deadline) => Promise<Value>;

/** Sends one request, and reads its answer or throws its one `EarmarkError`, or the caller's own reason. */
export type Exchange = <Value>(request: ApiRequest, deadline: Deadline, read: Read<Value>) => Promise<Value>;

export interface ExchangeDeps {
  readonly transport: Transport;
  readonly apiKey: string;
  readonly clock: Clock;
  readonly observe: Observe;
}

export const usualDeadlineMs = 30_000;

const userAgent = 'earmark-core';

export function createExchange({ transport, apiKey, clock, observe }: ExchangeDeps): Exchange {
  const redact = redactor(apiKey);

  return async (request, deadline, read) => {
    const startedMs = clock.now();
    let head: HttpResponse | undefined;
    let code: EarmarkError['code'] | undefined;
    try {
      return await hearing(deadline.signal, async () => {
        head = await transport(toHttpRequest(request, apiKey, deadline));
        deadline.alive();
        if (head.status >= 200 && head.status < 300) return await read(head, deadline);
        const body = await head.text(deadline.alive);
        throw (await import('./answer-error.ts')).errorOfAnswer(head, body, redact);
      });
    } catch (error) {
      code = 'aborted';
      request.signal?.throwIfAborted();
      const told = toEarmarkError(error, request, deadline, redact);
      code = told.code;
      throw told;
    } finally {
      const { host, pathname: path } = new URL(request.url);
      const requestId = head?.headers['x-request-id'];
      const answer = { status: head?.status, code, durationMs: clock.now() - startedMs, requestId };
      observe({ type: 'request', method: request.method, host, path, ...answer });
    }
  };
}

/** Makes the one error of whatever a transport rejects with. */
export function toEarmarkError(
  error: unknown,
  request: ApiRequest,
  { passed }: Deadline,
  redact: (text: string) => string,
): EarmarkError {
  if (EarmarkError.is(error)) return error;
  return passed ? lateError(request, request.deadlineMs ?? usualDeadlineMs) : networkError(error, request, redact);
}

function toHttpRequest(request: ApiRequest, apiKey: string, { signal, alive }: Deadline): HttpRequest {
  const { method, url, body } = request;
  const headers: Record<string, string> = { authorization: apiKey, accept: '*/*', 'user-agent': userAgent };
  Object.assign(headers, request.headers);
  if (body === undefined) return { method, url, headers, signal };
  if ('json' in body) {
    headers['content-type'] = 'application/json';
    return { method, url, headers, signal, body: JSON.stringify(body.json) };
  }
  headers['content-type'] = body.type ?? 'application/octet-stream';
  const { bytes } = body;
  return { method, url, headers, signal, body: { ...bytes, read: () => noticed(bytes.read(), alive) } };
}

/** Passes pieces on, and tells of each. */
export async function* noticed(chunks: AsyncIterable<Uint8Array>, alive: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    alive();
    yield chunk;
  }
}
