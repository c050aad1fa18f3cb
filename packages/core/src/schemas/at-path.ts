/** A value inside a value, by a path such as `speaker_options.min_speakers_expected`; undefined where there is none. */
export function atPath(value: unknown, path: string | readonly PropertyKey[]): unknown {
  const keys: readonly PropertyKey[] = typeof path === 'string' ? path.split('.') : path;
  return keys.reduce<unknown>((inside, key) => (isObject(inside) ? inside[key] : undefined), value);
}

function isObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null;
}
