/** What a value must be; undefined where it is that. */
export type Check = (value: unknown) => string | undefined;

export const must =
  (isFine: (value: unknown) => boolean, otherwise: string): Check =>
  (value) =>
    isFine(value) ? undefined : otherwise;

export const aTime = must(isCount, 'a number of milliseconds, at least 0');
export const yesOrNo = must((value) => typeof value === 'boolean', 'true or false');
export const aNumberOfBytes = must(isWhole, 'a whole number of bytes, at least 0');
export const oneOf = (...values: unknown[]): Check =>
  must((value) => values.includes(value), `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`);
export const wholeFrom = (from: number, to: number): Check =>
  must((value) => isWhole(value) && value >= from && value <= to, `a whole number from ${from} to ${to}`);

/**
 * Checks every field of an object.
 *
 * @param what - What the object is, in a word.
 * @throws TypeError that names the place, what is there, and what should be.
 */
export function checkFields(
  value: unknown,
  checks: Readonly<Record<string, Check>>,
  where: string,
  what: string,
): Record<string, unknown> {
  if (!isRecord(value)) throw wrong(where, 'an object', value);
  for (const [name, field] of Object.entries(value)) {
    const check = Object.entries(checks).find(([known]) => known === name)?.[1];
    if (check === undefined) {
      throw new TypeError(`${where}.${name} is unknown; ${what} may have ${Object.keys(checks).join(', ')}`);
    }
    const expected = field === undefined ? undefined : check(field);
    if (expected !== undefined) throw wrong(`${where}.${name}`, expected, field);
  }
  return value;
}

export function wrong(where: string, expected: string, value: unknown): TypeError {
  return new TypeError(`${where} must be ${expected}, not ${show(value)}`);
}

function show(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const json: unknown = typeof value === 'bigint' ? undefined : JSON.stringify(value);
  const text = typeof json === 'string' ? json : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

export function isWhole(value: unknown): value is number {
  return isCount(value) && Number.isInteger(value);
}
