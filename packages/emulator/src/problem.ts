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

/** The LLM gateway's envelopes: one for authentication, one for everything else. */
export function gatewayRefusal(status: number, error: string): Problem {
  const request_id = randomUUID();
  if (status === 401) return new Problem(status, { error, status: 'error', request_id });
  const message = status < 500 ? 'invalid request body' : 'internal server error';
  return new Problem(status, { code: status, message, request_id, metadata: { errors: [error] } });
}

export const unauthorised = 'Authentication error, API token missing/invalid';
export const tooManyRequests = 'Too Many Requests';
export const internalError =
  'Internal server error. Please retry your request. If the error persists, please contact support@assemblyai.com for more information.';
export const unknownTranscript = 'Transcript lookup error, transcript id not found';
