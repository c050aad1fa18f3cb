/** A copy in which what is null is absent, in objects inside objects too: models fill in what is optional with null. */
export function withoutNulls(value: unknown): unknown {
  if (!isPlain(value)) return value;
  const given = Object.entries(value).filter(([, inside]) => inside !== null && inside !== undefined);
  return Object.fromEntries(given.map(([key, inside]) => [key, withoutNulls(inside)]));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
