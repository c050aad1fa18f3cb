import { STATUS_CODES } from 'node:http';
import { Problem } from '../problem.ts';

/** The sync API's envelope and media type, after RFC 9457; clients make a code of the title, such as `bad_audio`. */
export function problemDetails(status: number, detail: string, title = STATUS_CODES[status] ?? 'Error'): Problem {
  return new Problem(status, { status, title, detail }, { 'content-type': 'application/problem+json' });
}
