import { isRecord } from './record.ts';

/** What an answer's own fields must be for the code that reads them; everything else in it is left alone. */
type Field = 'string' | 'number' | 'array' | 'object' | readonly string[];

/** Fields by name; a name that ends with `?` may be absent or null. */
export type Envelope<Value> = { readonly is?: Value; readonly fields: Readonly<Record<string, Field>> };

/** Describes an answer of a type, whose declared fields are checked and whose rest is believed. */
export function envelope<Value>(fields: Readonly<Record<string, Field>>): Envelope<Value> {
  return { fields };
}

/** Names what is wrong with an answer: a field, or `''` for the whole; `undefined` when it fits. */
export function misfit<Value>(value: unknown, { fields }: Envelope<Value>): string | undefined {
  if (!isRecord(value)) return '';
  for (const [name, field] of Object.entries(fields)) {
    const key = name.replace('?', '');
    const found = value[key];
    if (name !== key && (found === undefined || found === null)) continue;
    if (!fits(found, field)) return key;
  }
  return undefined;
}

function fits(value: unknown, field: Field): boolean {
  if (typeof field !== 'string') return typeof value === 'string' && field.includes(value);
  if (field === 'array') return Array.isArray(value);
  return typeof value === field && value !== null;
}
