import { EarmarkError, type EarmarkErrorCode } from '@earmark/core';
import { APIConnectionError, APIError, APIStatusError, APITimeoutError } from '@livekit/agents';

/** Of the failures that come with no HTTP status: the one that says the same. */
const statuses: Readonly<Partial<Record<EarmarkErrorCode, number>>> = Object.freeze({
  auth: 401,
  account: 402,
  invalid: 400,
  unsupported: 400,
  not_found: 404,
  gone: 410,
  rate_limited: 429,
  too_many_sessions: 429,
});

/** Makes LiveKit's error of core's, with core's as `cause`; anything else is returned as it is. */
export function toApiError(error: unknown): unknown {
  if (!EarmarkError.is(error)) return error;
  const apiError = translated(error);
  apiError.cause = error;
  return apiError;
}

function translated({ code, message, retryable, status, requestId }: EarmarkError): APIError {
  if (code === 'timeout') return new APITimeoutError({ message, options: { retryable } });
  if (code === 'network') return new APIConnectionError({ message, options: { retryable } });
  const statusCode = status ?? statuses[code];
  if (statusCode === undefined) return new APIError(message, { retryable });
  return new APIStatusError({ message, options: { statusCode, requestId: requestId ?? null, retryable } });
}
