import { STATUS_CODES } from 'node:http';
import type { Answer, Route } from './http.ts';
import {
  Problem,
  internalError,
  refusal,
  tooManyRequests,
  unauthorised,
  foreignUpload,
  uploadFailed,
} from './problem.ts';
import type { ScriptedAnswer } from './script.ts';

const words: Readonly<Record<number, string>> = {
  401: unauthorised,
  404: 'Not found',
  429: tooManyRequests,
  500: internalError,
};

/** What a script says in place of the truth; undefined where it leaves that to the truth. */
export function toOwnAnswer({ status, headers, body }: ScriptedAnswer, route: Route | undefined): Answer | undefined {
  if (status === undefined && body === undefined) return undefined;
  if (status !== undefined && status >= 400 && body === undefined) {
    const problem = toAnswer(refusalOf(status, route));
    return { ...problem, headers: { ...problem.headers, ...headers } };
  }
  return { status: status ?? 200, headers: headers ?? {}, ...bodyOf(body) };
}

/** A refusal, in whatever envelope it is. */
export function toAnswer({ status, body, headers }: Problem): Answer {
  return { status, headers, ...bodyOf(body) };
}

function bodyOf(body: unknown): Answer {
  return typeof body === 'string' ? { text: body } : { json: body };
}

// What stands before the service, and says that it is not there, has no words in the documentation.
function refusalOf(status: number, route: Route | undefined): Problem {
  if (status > 500) return new Problem(status, '');
  if (route?.refuse !== undefined) return route.refuse(status, words[status] ?? phraseOf(status));
  if (status === 403) return refusal(status, foreignUpload);
  if (status === 422 && route?.path === '/v2/upload') return uploadFailed();
  return refusal(status, words[status] ?? phraseOf(status));
}

function phraseOf(status: number): string {
  return STATUS_CODES[status] ?? `HTTP ${status}`;
}
