import { EarmarkError } from '../../src/errors.ts';

/** Why a check refuses, or undefined where it does not. */
export function refusalOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (EarmarkError.is(error, 'invalid')) return error.message;
    throw error;
  }
}
