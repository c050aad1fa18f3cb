export const billion = 1e9;

/** Confidences in four bytes each, as long as they have nine decimals at most; in eight from the first that has more. */
export type ConfidenceColumn = Uint32Array | Float64Array;

/** The number in a column: exactly what was put in, since the division of two whole numbers is rounded as JSON's digits are. */
export function confidenceAt(column: ConfidenceColumn, row: number): number {
  const stored = column[row] ?? 0;
  return column instanceof Uint32Array ? stored / billion : stored;
}

/** Whole billionths, or `undefined` when the number is not exactly so many. */
export function toBillionths(confidence: number): number | undefined {
  const billionths = Math.round(confidence * billion) >>> 0;
  return Object.is(billionths / billion, confidence) ? billionths : undefined;
}

/** The same confidences in eight bytes each. */
export function widen(column: ConfidenceColumn): Float64Array {
  return Float64Array.from(column, (_, row) => confidenceAt(column, row));
}
