import { STATUS_CODES } from 'node:http';
import type { Answer } from '../http.ts';
import { Problem } from '../problem.ts';

/** The sync API's envelope, after RFC 9457; clients make a code of the title, such as `bad_audio`. */
export function problemDetails(status: number, detail: string, title = STATUS_CODES[status] ?? 'Error'): Problem {
  return new Problem(status, { status, title, detail });
}

/** The same as an answer, with the media type that RFC 9457 gives it. */
export function toProblemAnswer({ status, body }: Problem): Answer {
  return { status, json: body, headers: { 'content-type': 'application/problem+json' } };
}
