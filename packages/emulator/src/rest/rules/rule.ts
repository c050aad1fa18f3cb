import type { Json } from '../../shapes.ts';

/** One reason to refuse a request. */
export interface Rule {
  readonly broken: (body: Json) => boolean;
  /** The service's own words where they are known. */
  readonly message: string | ((body: Json) => string);
}

/** The service takes null for what was not sent. */
export function given(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A value inside a value, by names; undefined where there is none. */
export function inside(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((at, name) => (isJson(at) ? at[name] : undefined), value);
}

/** What is asked of speech understanding, by task. */
export function task(body: Json, name: string): unknown {
  return inside(body, 'speech_understanding', 'request', name);
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
