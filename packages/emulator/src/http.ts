import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable, pipeline } from 'node:stream';
import type { Problem } from './problem.ts';
import type { Json } from './shapes.ts';

/** One request on its way through a handler. */
export interface Exchange {
  readonly request: IncomingMessage;
  /** Whose key it came with. */
  readonly project: string;
  /** Values of the route's `{names}`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Reads the body as JSON, refusing what is none. */
  json(): Promise<Json>;
  /** The words in which the script wants the job of this request to fail. */
  readonly failJob?: string | undefined;
}

/** What a handler answers: JSON by default, something else where it says so. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** Sent as they are; `headers` say what they are. */
  readonly bytes?: Uint8Array;
  /** Pieces of text, sent as they come; `headers` say what they are. */
  readonly stream?: AsyncIterable<string>;
}

type Handler = (exchange: Exchange) => Promise<Answer> | Answer;

export interface Route {
  readonly method: string;
  /** Path template, as the published specification writes it. */
  readonly path: string;
  /** Whether a key is asked for. @default true */
  readonly open?: boolean;
  /** Whether the key may also come as `Bearer <key>`. @default false */
  readonly bearer?: boolean;
  /** The envelope of what is refused before the handler sees it. @default the REST API's */
  readonly refuse?: (status: number, error: string) => Problem;
  /** What is said to who sends no key at all. @default what is said of a wrong one */
  readonly withoutKey?: string;
  readonly handle: Handler;
}

/** How scripts and the journal call a route. */
export function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request, or nothing. */
export function matchRoute(routes: readonly Route[], method: string, pathname: string): Match | undefined {
  const parts = pathname.split('/');
  for (const route of routes) {
    if (route.method !== method) continue;
    const names = route.path.split('/');
    if (names.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = names.every((name, at) => {
      const part = parts[at] ?? '';
      if (!name.startsWith('{')) return name === part;
      params[name.slice(1, -1)] = decode(part);
      return part !== '';
    });
    if (fits) return { route, params };
  }
  return undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** An answer as it goes over the wire. */
export interface Message {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
}

export function toMessage({ status = 200, headers = {}, json, text, bytes }: Answer): Message {
  const body = Buffer.from(bytes ?? text ?? JSON.stringify(json ?? {}));
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const contentType = text === undefined ? 'application/json' : 'text/plain; charset=utf-8';
  return {
    status,
    headers: { 'content-type': contentType, 'content-length': body.byteLength, ...Object.fromEntries(own) },
    body,
  };
}

/** Sends an answer, and tells how many bytes its body has; of a stream, nobody knows yet. */
export function reply(response: ServerResponse, answer: Answer): number {
  if (answer.stream !== undefined) {
    response.writeHead(answer.status ?? 200, answer.headers);
    // A client that leaves ends the stream, and a stream that fails cuts the connection: nobody is left to tell.
    pipeline(Readable.from(answer.stream), response, () => {});
    return 0;
  }
  const { status, headers, body } = toMessage(answer);
  response.writeHead(status, headers);
  response.end(body);
  return body.byteLength;
}
