/** Keys that are accepted: a list of them shares one project, a record says the project of each. */
export type Keys = readonly string[] | Readonly<Record<string, string>>;

export interface Projects {
  /** The project of a key; undefined when the key is unknown. */
  of(key: string): string | undefined;
}

const shared = 'default';

/** Without keys, any key that is not empty is accepted, and all of them see the same things. */
export function createProjects(keys: Keys | undefined): Projects {
  if (keys === undefined) return { of: (key) => (key === '' ? undefined : shared) };
  const known = new Map(isList(keys) ? keys.map((key) => [key, shared]) : Object.entries(keys));
  known.delete('');
  return { of: (key) => known.get(key) };
}

function isList(keys: Keys): keys is readonly string[] {
  return Array.isArray(keys);
}
