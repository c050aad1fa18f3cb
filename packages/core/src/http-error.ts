import { EarmarkError, type EarmarkErrorCode, type EarmarkErrorDetails } from './errors.ts';
import type { HttpResponse } from './transport.ts';

type Redact = (text: string) => string;
type Head = Pick<HttpResponse, 'status' | 'headers'>;
type Asked = { readonly method: string; readonly url: string };

const longestMessage = 500;

// Real keys have 32 characters; `any`, as tests like it, is no secret, and cutting it would garble every other word.
const shortestKey = 6;

/** Returns a function that cuts the key, and the secrets of every URL, out of a text. */
export function redactor(apiKey: string): Redact {
  if (apiKey.length < shortestKey) return cutUrlSecrets;
  return (text) => cutUrlSecrets(text.split(apiKey).join('[key]'));
}

/** Cuts the query and the password of every URL: a download error repeats the URL it was given, signature and all. */
export function cutUrlSecrets(text: string): string {
  return text.replace(/(https?:\/\/)[^\s/?#@]+@/gi, '$1').replace(/(https?:\/\/[^\s?]+)\?\S*/gi, '$1?[cut]');
}

/** Makes the one error of a refused request; the service's words survive, its HTML does not. */
export function errorOfAnswer(response: Head, body: string, redact: Redact): EarmarkError {
  const { status, headers } = response;
  const said = messageOf(body, headers['content-type']);
  const serviceMessage = said === undefined ? undefined : redact(said).slice(0, longestMessage);
  const code = codeOf(status, serviceMessage);
  const words = serviceMessage === undefined ? '' : `: ${serviceMessage}`;
  return new EarmarkError(code, `${explanations[code] ?? 'The service refused the request'} (HTTP ${status})${words}`, {
    retryable: code === 'rate_limited' || code === 'service' || status === 408,
    status,
    serviceMessage,
    requestId: headers['x-request-id'] ?? requestIdIn(body),
    retryAfterMs: retryAfterMs(headers),
  });
}

const explanations: Partial<Record<EarmarkErrorCode, string>> = {
  auth: 'The API key was refused: check `apiKey` or ASSEMBLYAI_API_KEY',
  account: 'The account does not allow this',
  not_found: 'The service does not know this',
  not_ready: 'This is not done yet',
  gone: 'This was deleted, or has expired',
  rate_limited: 'Too many requests',
  service: 'The service failed',
};

// An unknown transcript id is a 400, and a plan without the gateway a 401: only the words tell them apart.
// https://www.assemblyai.com/docs/faq/common-errors-and-solutions
function codeOf(status: number, message = ''): EarmarkErrorCode {
  if (/does not have access|balance is negative/i.test(message)) return 'account';
  if (/transcript id not found/i.test(message)) return 'not_found';
  if (status === 401) return 'auth';
  if (status < 500 && /was deleted|transcript deleted|expired/i.test(message)) return 'gone';
  if (status < 500 && /not completed|not ready|cannot be deleted/i.test(message)) return 'not_ready';
  if (status === 403) return 'account';
  if (status === 404) return 'not_found';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate_limited';
  if (status >= 500) return 'service';
  return status >= 400 ? 'invalid' : 'protocol';
}

function messageOf(body: string, contentType = ''): string | undefined {
  const json = tryJson(body);
  if (json === undefined) return contentType.startsWith('text/plain') && /^\s*[^\s<]/.test(body) ? body : undefined;
  const nested = record(json['error']);
  const details = record(json['metadata'])?.['errors'];
  // The API of clips answers with problem details, https://www.rfc-editor.org/rfc/rfc9457
  const own = [json['error'], nested?.['message'], json['message'], json['detail']];
  const parts = [...own, ...(Array.isArray(details) ? details : [])];
  const words = parts.filter((part): part is string => typeof part === 'string' && part !== '');
  return words.length === 0 ? undefined : words.join(': ');
}

function requestIdIn(body: string): string | undefined {
  const id = tryJson(body)?.['request_id'];
  return typeof id === 'string' ? id : undefined;
}

function tryJson(body: string): Record<string, unknown> | undefined {
  try {
    return record(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

// Seconds, or a date; the answer's own date tells how far away that is, whatever this machine's clock says.
function retryAfterMs({ 'retry-after': after, date }: HttpResponse['headers']): number | undefined {
  if (after === undefined) return undefined;
  const seconds = Number(after);
  const ms = Number.isNaN(seconds) ? Date.parse(after) - Date.parse(date ?? '') : seconds * 1000;
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

/** Makes the one error of a request that got no answer. */
export function networkError(error: unknown, asked: Asked, redact: Redact): EarmarkError {
  const reason = error instanceof Error ? redact(error.message) : 'unknown reason';
  return new EarmarkError('network', `${describe(asked)} did not get through: ${reason}`, {
    retryable: true,
    cause: toldAgain(error, redact),
  });
}

/** Makes the one error of a request that was given up. */
export function lateError(asked: Asked, deadlineMs: number): EarmarkError {
  const message = `${describe(asked)} was given up after ${deadlineMs} ms without a sign of life.`;
  return new EarmarkError('timeout', message, { retryable: true });
}

// A host's request helper hangs the whole request on its errors, the key included: only words and codes go on.
function toldAgain(error: unknown, redact: Redact, depth = 0): Error | undefined {
  if (!(error instanceof Error) || depth > 3) return undefined;
  const cause = toldAgain(error.cause, redact, depth + 1);
  const told = new Error(redact(error.message), cause === undefined ? undefined : { cause });
  return Object.assign(told, 'code' in error && typeof error.code === 'string' ? { code: error.code } : {});
}

/** Where an answer came from, for the service's support. */
export function originOf({ status, headers }: Head): EarmarkErrorDetails {
  return { status, requestId: headers['x-request-id'] };
}

/** Names a request in words, without its query. */
export function describe({ method, url }: Asked): string {
  const { host, pathname } = new URL(url);
  return `${method} ${host}${pathname}`;
}
