const brand = Symbol.for('earmark.error');

/** What went wrong, as a closed set: branch on this, never on a message. docs/guide/errors.md has a row for each. */
export type EarmarkErrorCode =
  | 'auth'
  | 'account'
  | 'invalid'
  | 'not_found'
  | 'not_ready'
  | 'gone'
  | 'rate_limited'
  | 'too_many_sessions'
  | 'timeout'
  | 'aborted'
  | 'network'
  | 'protocol'
  | 'service'
  | 'transcript_failed'
  | 'fs_denied'
  | 'unsupported';

export interface EarmarkErrorDetails {
  /** Whether the same call may succeed later, unchanged. @default false */
  readonly retryable?: boolean | undefined;
  /** HTTP status of the answer, where there was one. */
  readonly status?: number | undefined;
  /** The service's own words, with URL queries and keys cut. */
  readonly serviceMessage?: string | undefined;
  /** The service's id of the request, for its support. */
  readonly requestId?: string | undefined;
  /** The job this is about: it exists and may be paid for. Resume with `transcripts.wait(id)`. */
  readonly transcriptId?: string | undefined;
  /** How long the service asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/**
 * The one error Earmark throws.
 *
 * Holds no key, no URL query and no speech. Recognise it with {@link EarmarkError.is}, which also works when two
 * copies of the package are loaded, as `instanceof` does not.
 */
export class EarmarkError extends Error {
  override readonly name = 'EarmarkError';
  readonly code: EarmarkErrorCode;
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly serviceMessage: string | undefined;
  readonly requestId: string | undefined;
  readonly transcriptId: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: EarmarkErrorCode, message: string, details: EarmarkErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.status = details.status;
    this.serviceMessage = details.serviceMessage;
    this.requestId = details.requestId;
    this.transcriptId = details.transcriptId;
    this.retryAfterMs = details.retryAfterMs;
    Object.defineProperty(this, brand, { value: true });
  }

  /** Tells whether a value is an Earmark error, optionally of one code. */
  static is(value: unknown, code?: EarmarkErrorCode): value is EarmarkError {
    return value instanceof Error && brand in value && (code === undefined || ('code' in value && value.code === code));
  }
}

/** Returns the same error with a transcript id on it, so that no job is lost on the way up. */
export function withTranscriptId(error: unknown, transcriptId: string): unknown {
  if (!EarmarkError.is(error) || error.transcriptId !== undefined) return error;
  return retold(error, `${error.message} (transcript ${transcriptId})`, { transcriptId });
}

/** Returns the same error in other words, with more known about it. */
export function retold(error: EarmarkError, message: string, more: EarmarkErrorDetails = {}): EarmarkError {
  const { code, cause, retryable, status, serviceMessage, requestId, transcriptId, retryAfterMs } = error;
  const details = { retryable, status, serviceMessage, requestId, transcriptId, retryAfterMs, cause, ...more };
  return new EarmarkError(code, message, details);
}
