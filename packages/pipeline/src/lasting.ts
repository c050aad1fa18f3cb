const lasting: object[] = [];

/**
 * Keeps objects of shapes that come often and go soon.
 *
 * V8 lets go of a shape of which a collection finds no object, and of the code that was compiled for it.
 */
export function lasts(objects: readonly object[]): void {
  lasting.push(...objects);
}
