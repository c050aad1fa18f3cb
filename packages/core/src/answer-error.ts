import { EarmarkError, type EarmarkErrorCode } from './errors.ts';
import type { Redact } from './http-error.ts';
import { isRecord } from './record.ts';
import type { HttpResponse } from './transport.ts';

const longestMessage = 500;

/** Makes the one error of a refused request; the service's words survive, its HTML does not. */
export function errorOfAnswer(
  response: Pick<HttpResponse, 'status' | 'headers'>,
  body: string,
  redact: Redact,
): EarmarkError {
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
  const nested = json['error'];
  const metadata = json['metadata'];
  const details = isRecord(metadata) && metadata['errors'];
  // The API of short clips answers with problem details (RFC 9457).
  const problem = json['detail'] ?? json['title'];
  const parts = [
    json['error'],
    isRecord(nested) && nested['message'],
    json['message'],
    problem,
    ...(Array.isArray(details) ? details : []),
  ];
  const words = parts.filter((part): part is string => typeof part === 'string' && part !== '');
  return words.length === 0 ? undefined : [...new Set(words)].join(': ');
}

function requestIdIn(body: string): string | undefined {
  const id = tryJson(body)?.['request_id'];
  return typeof id === 'string' ? id : undefined;
}

function tryJson(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

// Seconds, or a date; the answer's own date tells how far away that is, whatever this machine's clock says.
function retryAfterMs({ 'retry-after': after, date }: HttpResponse['headers']): number | undefined {
  if (after === undefined) return undefined;
  const seconds = Number(after);
  const ms = Number.isNaN(seconds) ? Date.parse(after) - Date.parse(date ?? '') : seconds * 1000;
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}
