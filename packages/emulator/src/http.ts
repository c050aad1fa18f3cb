import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from './problem.ts';
import type { Json } from './shapes.ts';

/** One request on its way through a handler. */
export interface Exchange {
  readonly request: IncomingMessage;
  /** Values of the route's `{names}`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Reads the body as JSON, refusing what is none. */
  json(): Promise<Json>;
}

/** What a handler answers: JSON by default, text or bytes where it says so. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** Sent as they are, as what the headers say. */
  readonly bytes?: Uint8Array;
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
  readonly handle: Handler;
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

export function reply(response: ServerResponse, answer: Answer): void {
  const isText = answer.text !== undefined;
  const body = answer.bytes ?? answer.text ?? JSON.stringify(answer.json ?? {});
  response.setHeader('content-type', isText ? 'text/plain; charset=utf-8' : 'application/json');
  response.setHeader('content-length', Buffer.byteLength(body));
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.writeHead(answer.status ?? 200);
  response.end(body);
}
