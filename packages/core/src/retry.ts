import { EarmarkError } from './errors.ts';
import type { Clock } from './transport.ts';

export interface Retrying {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
  /** How many times it is tried again. */
  readonly retries: number;
  /** Whether what failed like this may be done again. */
  readonly mayRepeat: (error: EarmarkError) => boolean;
  readonly onRetry?: ((error: EarmarkError, pauseMs: number) => void) | undefined;
}

const firstPauseMs = 500;
const longestPauseMs = 8000;
/** The service's own windows are a minute; who is asked to stay away for longer had better be told. */
export const longestAskedMs = 65_000;

/** Runs something again until it succeeds, fails for good, or has had its chances; pauses with full jitter. */
export async function withRetries<Value>(run: () => Promise<Value>, retrying: Retrying): Promise<Value> {
  const { clock, random, signal, retries, mayRepeat, onRetry } = retrying;
  for (let failures = 0; ; failures += 1) {
    try {
      return await run();
    } catch (error) {
      signal?.throwIfAborted();
      if (!EarmarkError.is(error) || !error.retryable || failures >= retries || !mayRepeat(error)) throw error;
      if ((error.retryAfterMs ?? 0) > longestAskedMs) throw error;
      const pauseMs = pauseAfter(failures, random, error.retryAfterMs);
      onRetry?.(error, pauseMs);
      await clock.sleep(pauseMs, signal, 'pause');
    }
  }
}

/**
 * How long to stay away after so many failures, in milliseconds: anything up to a bound that doubles, so that clients
 * that failed together do not come back together; never earlier than the service asked.
 */
export function pauseAfter(failures: number, random: () => number, retryAfterMs = 0): number {
  const bound = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
  return retryAfterMs > 0 ? retryAfterMs + random() * firstPauseMs : random() * bound;
}

const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** Tells whether the service surely did nothing: it was not reached, or said that it was too busy. */
export function surelyUndone(error: EarmarkError): boolean {
  if (error.code === 'rate_limited') return true;
  for (let cause = error.cause, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth += 1) {
    if ('code' in cause && neverSent.includes(String(cause.code))) return error.code === 'network';
  }
  return false;
}
