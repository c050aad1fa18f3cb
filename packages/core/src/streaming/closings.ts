import { EarmarkError, type EarmarkErrorCode } from '../errors.ts';

/** How a connection ended, in the service's own terms. */
export interface Closing {
  /** Of the Error message, or of the close. */
  readonly code: number;
  readonly text: string;
}

interface Verdict {
  readonly code: EarmarkErrorCode;
  readonly says: string;
  readonly retryable: boolean;
}

const unread: Verdict = { code: 'protocol', says: 'The service could not read what it was sent', retryable: false };
const verdicts: Readonly<Record<number, Verdict>> = Object.freeze({
  1003: unread,
  1007: unread,
  1009: { code: 'invalid', says: 'A message was too large', retryable: false },
  3005: { code: 'service', says: 'The service failed', retryable: true },
  3006: { code: 'invalid', says: 'The service refused the input', retryable: false },
  3007: { code: 'invalid', says: 'The service refused the audio: its chunks or its pace', retryable: false },
  3008: { code: 'gone', says: 'The session has expired', retryable: true },
});

const lost: Verdict = { code: 'network', says: 'The connection was lost', retryable: true };
const other: Verdict = { code: 'service', says: 'The service ended the session', retryable: false };
const reconnectable = new Set([1000, 1001, 1005, 1006, 1011, 1012, 1013, 3005, 3008]);

/** Whether a new connection may go on where this one ended. */
export function mayReconnect({ code, text }: Closing): boolean {
  return reconnectable.has(code) && !isTooMany({ code, text });
}

/**
 * Makes the one error of a connection that ended: by its words first, as 1008 stands for the key, the account and the
 * number of sessions alike.
 */
export function closingError(closing: Closing, redact: (text: string) => string): EarmarkError {
  const { code, says, retryable } = verdictOf(closing);
  const words = redact(closing.text).slice(0, 500);
  return new EarmarkError(code, `${says} (close code ${closing.code})${words === '' ? '.' : `: ${words}`}`, {
    retryable,
    serviceMessage: words === '' ? undefined : words,
  });
}

function verdictOf(closing: Closing): Verdict {
  const { code, text } = closing;
  if (isTooMany(closing)) {
    return { code: 'too_many_sessions', says: 'The account has too many sessions at once', retryable: true };
  }
  if (code === 3006 && /inactivity/i.test(text)) {
    return { code: 'timeout', says: 'The session was idle for too long', retryable: false };
  }
  if (/deprecated/i.test(text))
    return { code: 'unsupported', says: 'The service no longer has this', retryable: false };
  if (code === 1008 || /unauthorized/i.test(text)) return ofWho(text);
  return verdicts[code] ?? (reconnectable.has(code) ? lost : other);
}

function ofWho(text: string): Verdict {
  if (/balance|fund|billing|payment|account|credit|plan\b/i.test(text)) {
    return { code: 'account', says: 'The account does not allow this', retryable: false };
  }
  const says = /expired/i.test(text) ? 'The token has expired' : 'The API key or token was refused';
  return { code: 'auth', says, retryable: false };
}

function isTooMany({ code, text }: Closing): boolean {
  return code === 3009 || /too many (concurrent )?(sessions|streams)/i.test(text);
}
