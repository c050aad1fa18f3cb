import { EarmarkError, type EarmarkErrorDetails } from './errors.ts';
import type { HttpResponse } from './transport.ts';
import { isUntrusted, trustAdvice } from './untrusted.ts';

/** Cuts out of a text what must not be told. */
export type Redact = (text: string) => string;
type Asked = { readonly method: string; readonly url: string };

// Real keys have 32 characters; `any`, as tests like it, is no secret, and cutting it would garble every other word.
const shortestKey = 6;

/** Returns a function that cuts the key, and the secrets of every URL, out of a text. */
export function redactor(apiKey: string): Redact {
  if (apiKey.length < shortestKey) return cutUrlSecrets;
  return (text) => cutUrlSecrets(text.split(apiKey).join('[key]'));
}

/** Cuts the query and the password of every URL: a download error repeats the URL it was given, signature and all. */
function cutUrlSecrets(text: string): string {
  return text.replace(/(https?:\/\/)[^\s/?#@]+@/gi, '$1').replace(/(https?:\/\/[^\s?]+)\?\S*/gi, '$1?[cut]');
}

/** Makes the one error of a request that got no answer. */
export function networkError(error: unknown, asked: Asked, redact: Redact): EarmarkError {
  const reason = error instanceof Error ? redact(error.message) : 'unknown reason';
  const untrusted = isUntrusted(error);
  const message = `${describe(asked)} did not get through: ${reason}${untrusted ? `. ${trustAdvice}` : ''}`;
  return new EarmarkError('network', message, {
    retryable: !untrusted,
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
export function originOf({ status, headers }: Pick<HttpResponse, 'status' | 'headers'>): EarmarkErrorDetails {
  return { status, requestId: headers['x-request-id'] };
}

/** Names a request in words, without its query. */
export function describe({ method, url }: Asked): string {
  const { host, pathname } = new URL(url);
  return `${method} ${host}${pathname}`;
}
