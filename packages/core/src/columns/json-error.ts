import { EarmarkError } from '../errors.ts';

/** Where a body stops being JSON: the `cause` of the `EarmarkError`. Holds none of the body. */
class JsonSyntaxError extends SyntaxError {
  override readonly name = 'JsonSyntaxError';
  /** Of the first byte that does not fit, from 0. */
  readonly byte: number;

  constructor(message: string, byte: number) {
    super(message);
    this.byte = byte;
  }
}

export function notJson(what: string, byte: number): EarmarkError {
  const message = `The transcript's body is not valid JSON at byte ${byte}: ${what}.`;
  return new EarmarkError('protocol', message, { cause: new JsonSyntaxError(what, byte) });
}

/** The one that a second try may cure: the body broke off. */
export function brokenOff(what: string, byte: number): EarmarkError {
  const message = `The transcript's body breaks off at byte ${byte}: ${what}.`;
  return new EarmarkError('protocol', message, { retryable: true, cause: new JsonSyntaxError(what, byte) });
}
