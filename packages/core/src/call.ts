import { EarmarkError } from './errors.ts';
import { envelope } from './envelope.ts';
import { type Api, joinUrl } from './http.ts';
import { toQuery } from './listing.ts';
import type { CallOptions } from './options.ts';
import type { HttpRequest } from './transport.ts';

export interface RawCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Begins with `/v2/`; the host is the client's own. */
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/**
 * Asks the REST API for what this client has no method for, with the client's key, at the client's host alone.
 *
 * @throws EarmarkError `invalid` for a path that could lead elsewhere, and the codes of any refused request.
 */
export type Call = (call: RawCall, options?: CallOptions) => Promise<{ status: number; body: unknown }>;

const anything = envelope<Record<string, unknown>>({});

export function createCall(api: Api, baseUrl: string): Call {
  return async ({ method, path, query = {}, body }, { signal } = {}) => {
    signal?.throwIfAborted();
    const request = {
      method: checkedMethod(method),
      url: joinUrl(baseUrl, checkedPath(path)) + toQuery(query),
      signal,
    };
    const sent = body === undefined ? request : { ...request, body: { json: body } };
    const { head, value } = await api.answer(anything, sent);
    return { status: head.status, body: value };
  };
}

function checkedMethod(method: RawCall['method']): HttpRequest['method'] {
  if (['GET', 'POST', 'DELETE'].includes(method)) return method;
  throw new EarmarkError('invalid', "`method` must be 'GET', 'POST' or 'DELETE'.");
}

// Segments of plain characters only: nothing to decode, so nothing that leads up, out or to another host.
function checkedPath(path: string): string {
  const isPlain = /^\/v2\/[\w.~-]+(?:\/[\w.~-]+)*$/.test(path) && !path.split('/').some((part) => /^\.+$/.test(part));
  if (isPlain) return path;
  throw new EarmarkError(
    'invalid',
    '`path` must begin with /v2/ and name one resource, such as /v2/transcript; use `query` for a query.',
  );
}
