// Bundled in place of the SDK's own: `src/server.ts` brings the one validator that is used, so that a large one of
// JSON Schema need not be loaded at every start.
export { default as process } from 'node:process';

/** What the SDK makes where no validator is given. */
export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('there is no validator of JSON Schema here');
  }
}
