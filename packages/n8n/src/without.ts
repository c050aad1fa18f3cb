/** A copy that lacks a field. */
export function without<T>(name: string, from: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));
}
