import type * as z from 'zod/mini';

/** How a form shows a field. */
export interface FieldUi {
  readonly label: string;
  readonly control: 'text' | 'textarea' | 'select' | 'toggle' | 'number' | 'file' | 'list' | 'json' | 'secret';
  /** What few need, to fold away; models are not shown it. */
  readonly advanced: boolean;
  /** Only for models: where they go on reading. Forms leave it out. */
  readonly paging: boolean;
}

const acronyms: Readonly<Record<string, string>> = { id: 'ID', ids: 'IDs', url: 'URL', pii: 'PII', iab: 'IAB' };
const paging = new Set(['offset', 'max_chars']);

/** Says how each field is shown: by its name and kind, unless told otherwise. */
export function toUi(
  fields: z.core.$ZodLooseShape,
  told: Readonly<Record<string, Partial<FieldUi>>>,
): Readonly<Record<string, FieldUi>> {
  const entries = Object.entries(fields).map(([name, schema]): [string, FieldUi] => {
    const usual = { label: labelOf(name), control: controlOf(schema), advanced: false, paging: paging.has(name) };
    return [name, Object.freeze({ ...usual, ...told[name] })];
  });
  return Object.freeze(Object.fromEntries(entries));
}

function labelOf(name: string): string {
  return name
    .split('_')
    .map((word) => acronyms[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

function controlOf(schema: unknown): FieldUi['control'] {
  const { type, innerType, element } = Object(Object(Object(schema)._zod).def);
  if (type === 'optional') return controlOf(innerType);
  if (type === 'boolean') return 'toggle';
  if (type === 'number' || type === 'int') return 'number';
  if (type === 'enum') return 'select';
  if (type === 'array') return Object(Object(Object(element)._zod).def).type === 'string' ? 'list' : 'json';
  return type === 'string' ? 'text' : type === 'custom' ? 'file' : 'json';
}
