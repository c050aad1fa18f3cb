import { EarmarkError } from '@earmark/core/edge';

const ofBrowser: Readonly<Record<string, string>> = {
  NotAllowedError: 'The microphone may not be used: allow it for this page, and try again.',
  NotFoundError: 'There is no microphone. A recording can be heard as well.',
  NotReadableError: 'The microphone cannot be opened: does another program hold it?',
};

/** What went wrong, for who reads it: what happened, and where possible what to do. */
export function explain(error: unknown): string {
  if (error instanceof DOMException) return ofBrowser[error.name] ?? error.message;
  if (EarmarkError.is(error, 'auth')) return `Captions were refused; start again for a new token. ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
