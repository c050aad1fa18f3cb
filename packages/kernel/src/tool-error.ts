import { EarmarkError, type EarmarkErrorCode } from '@earmark/core';

const mendable: ReadonlySet<EarmarkErrorCode> = new Set([
  'invalid',
  'not_found',
  'not_ready',
  'gone',
  'transcript_failed',
  'fs_denied',
  'unsupported',
]);

/** Whether a model can do something about an error: call again otherwise, call something else, or say so. */
export function isForModel(error: unknown): error is EarmarkError {
  return EarmarkError.is(error) && mendable.has(error.code);
}

/** An error in words for a model: what was wrong, never where in the code. */
export function toModelText(error: EarmarkError): string {
  return `Error (${error.code}): ${error.message}`;
}
