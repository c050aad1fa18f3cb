/** A reason to end a session: told in an `Error` message, and then by the code it is closed with. */
export class StreamProblem extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** The reason that goes with the code; what matters is in the message before. */
export const seeMessage = 'See Error message for details';

export const missingKey = 'Unauthorized Connection: Missing Authorization header';
export const invalidKey = 'Unauthorized Connection: Invalid API key';
export const expiredToken = 'Unauthorized Connection: Signature has expired';
// The service publishes no words for these two.
export const usedToken = 'Unauthorized Connection: Token has been used before';
export const unknownToken = 'Unauthorized Connection: Invalid token';

export function invalidValue(name: string, reason: string): StreamProblem {
  return new StreamProblem(3006, `User Input Validation Error: Invalid '${name}': ${reason}`);
}
