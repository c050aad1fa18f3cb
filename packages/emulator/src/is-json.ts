import type { Json } from './shapes.ts';

/** Whether a value is an object with names, as opposed to a list, a value or nothing. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
