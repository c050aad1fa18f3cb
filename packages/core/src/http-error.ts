import { EarmarkError, type EarmarkErrorCode } from './errors.ts';
import type { HttpResponse } from './transport.ts';

const longestMessage = 500;

// Real keys have 32 characters; `any`, as tests like it, is no secret, and cutting it would garble every other word.
const shortestKey = 6;

/** Returns a function that cuts the key, and the secrets of every URL, out of a text. */
export function redactor(apiKey: string): (text: string) => string {
  if (apiKey.length < shortestKey) return cutUrlSecrets;
  return (text) => cutUrlSecrets(text.split(apiKey).join('[key]'));
}

/** Cuts the query and the password of every URL: a download error repeats the URL it was given, signature and all. */
export function cutUrlSecrets(text: string): string {
  return text.replace(/(https?:\/\/)[^\s/?#@]+@/gi, '$1').replace(/(https?:\/\/[^\s?]+)\?\S*/gi, '$1?[cut]');
}

/** Makes the one error of a refused request; the service's words survive, its HTML does not. */
export function errorOfResponse(response: HttpResponse, body: string, redact: (text: string) => string): EarmarkError {
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
    retryAfterMs: retryAfterMs(headers['retry-after']),
  });
}

const explanations: Partial<Record<EarmarkErrorCode, string>> = {
  auth: 'The API key was refused: check `apiKey` or ASSEMBLYAI_API_KEY',
  account: 'The account does not allow this',
  not_found: 'The service does not know this',
  rate_limited: 'Too many requests',
  service: 'The service failed',
};

// An unknown transcript id is a 400, and a plan without the gateway a 401: only the words tell them apart.
// https://www.assemblyai.com/docs/faq/common-errors-and-solutions
function codeOf(status: number, message = ''): EarmarkErrorCode {
  if (/does not have access|balance is negative/i.test(message)) return 'account';
  if (/transcript id not found/i.test(message)) return 'not_found';
  if (status === 401) return 'auth';
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
  const parts = [json['error'], nested?.['message'], json['message'], ...(Array.isArray(details) ? details : [])];
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

function retryAfterMs(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header === undefined || !Number.isFinite(seconds) || seconds < 0 ? undefined : seconds * 1000;
}
