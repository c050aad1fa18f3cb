import { EarmarkError } from '@earmark/core/portable';
import { APICallError, InvalidArgumentError, LoadAPIKeyError, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import { toCamel } from './options/names.ts';

/** What was called, as an error tells it. */
export interface Called {
  /** Without a query. */
  readonly url: string;
  /** Whether `ai` may call again what failed in passing. */
  readonly mayRetry: boolean;
}

/**
 * Makes the AI SDK's own error of an EarmarkError, which stays its cause; returns anything else, such as the reason of an
 * abort, as it is.
 *
 * `ai` calls `doGenerate` again, from its beginning, after an APICallError that is retryable. A transcription is not: what
 * may be repeated without being paid for twice, the client has repeated by then.
 */
export function toHostError(error: unknown, { url, mayRetry }: Called): unknown {
  if (!EarmarkError.is(error)) return error;
  const { code, message, status, serviceMessage } = error;
  const isOwn = status === undefined && serviceMessage === undefined;
  if (isOwn) {
    const told = inOptionNames(message);
    if (code === 'auth') return caused(new LoadAPIKeyError({ message }), error);
    if (code === 'invalid')
      return new InvalidArgumentError({ argument: argumentIn(told), message: told, cause: error });
    if (code === 'unsupported') {
      return caused(new UnsupportedFunctionalityError({ functionality: argumentIn(told), message: told }), error);
    }
  }
  return new APICallError({
    message,
    url,
    requestBodyValues: {},
    isRetryable: mayRetry && error.retryable,
    cause: error,
    data: dataOf(error),
    responseHeaders: headersOf(error),
    ...(status === undefined ? {} : { statusCode: status }),
  });
}

/** What an application may want to know, without looking for the cause. */
function dataOf({ code, transcriptId, requestId, serviceMessage }: EarmarkError): Record<string, string> {
  return defined({ code, transcriptId, requestId, serviceMessage });
}

// `ai` waits as long as these say before it calls again.
function headersOf({ requestId, retryAfterMs }: EarmarkError): Record<string, string> {
  const wait = retryAfterMs === undefined ? undefined : String(retryAfterMs);
  return defined({ 'x-request-id': requestId, 'retry-after-ms': wait });
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const known = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(known);
}

// Not all of their constructors take a cause.
function caused<Host extends Error>(host: Host, cause: EarmarkError): Host {
  return Object.defineProperty(host, 'cause', { value: cause, enumerable: false, configurable: true });
}

// The client names parameters as the API does; whoever reads this wrote them as options.
function inOptionNames(message: string): string {
  return message
    .replaceAll(/`(base|llmGateway|streaming)Url`/g, '`$1URL`')
    .replaceAll('`max_tokens`', '`maxOutputTokens`')
    .replaceAll(/`[a-z]+(?:[._][a-z0-9]+)+`/g, (path) => toCamel(path));
}

function argumentIn(message: string): string {
  return /`([^`]{1,80})`/.exec(message)?.[1] ?? 'options';
}
