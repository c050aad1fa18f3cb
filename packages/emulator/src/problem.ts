import { randomUUID } from 'node:crypto';
import type { Json } from './shapes.ts';

/** A refusal in the API's own words. Statuses and strings: https://www.assemblyai.com/docs/faq/common-errors-and-solutions */
export class Problem extends Error {
  readonly status: number;
  readonly body: Json | string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: Json | string, headers: Readonly<Record<string, string>> = {}) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The REST envelope: one string. */
export function refusal(status: number, error: string): Problem {
  return new Problem(status, { error });
}

/** What is missing is told by a page where a file was asked for, as by a web server. */
export function noSuchPage(): Problem {
  return new Problem(404, '404: Not Found', { 'content-type': 'text/html; charset=utf-8' });
}

/** An upload that did not arrive: the other refusal that is no JSON. */
export function uploadFailed(): Problem {
  return new Problem(
    422,
    'Upload failed, please try again. If you continue to have issues please reach out to support@assemblyai.com',
  );
}

/** The LLM gateway's envelopes: one for authentication, one for too many requests, one for everything else. */
export function gatewayRefusal(status: number, error: string): Problem {
  const request_id = randomUUID();
  if (status === 401) return new Problem(status, { error, status: 'error', request_id });
  if (status === 429)
    return new Problem(status, { request_id, message: 'too many requests for this action', code: status });
  const message = status < 500 ? 'invalid request body' : 'internal server error';
  return new Problem(status, { code: status, message, request_id, metadata: { errors: [error] } });
}

export const unauthorised = 'Authentication error, API token missing/invalid';
export const foreignUpload = 'Cannot access uploaded file';
export const tooManyRequests = 'Too Many Requests';
export const internalError =
  'Internal server error. Please retry your request. If the error persists, please contact support@assemblyai.com for more information.';
export const unknownTranscript = 'Transcript lookup error, transcript id not found';
