import { EarmarkError } from '@earmark/core/portable';
import { type FieldUi, type Operation, findOperation, toJsonSchema } from '@earmark/operations';
import type { INodeProperties, NodeParameterValueType } from 'n8n-workflow';

/** A field of the catalogue as a parameter of n8n's: label, kind, choices and words are the catalogue's. */
export function toProperty(operation: Operation, name: string): INodeProperties {
  const ui = uiOf(operation, name);
  const schema = Object(toJsonSchema(operation).properties[name]);
  const base = { displayName: titled(ui.label), name, description: described(schema.description) };
  const fallback = operation.defaults[name];
  if (name === 'model')
    return { ...base, type: 'options', typeOptions: { loadOptionsMethod: 'getModels' }, default: '' };
  if (ui.control === 'select') {
    const values: readonly string[] = schema.enum;
    const options = values.toSorted().map((value) => ({ name: titled(value.replaceAll('_', ' ')), value }));
    return { ...base, type: 'options', options, default: valueOr(fallback, values[0] ?? '') };
  }
  if (ui.control === 'toggle') return { ...base, type: 'boolean', default: valueOr(fallback, false) };
  if (ui.control === 'number') {
    const typeOptions = { minValue: schema.minimum, maxValue: schema.maximum };
    return { ...base, type: 'number', typeOptions, default: valueOr(fallback, schema.minimum ?? 0) };
  }
  if (ui.control === 'json') return { ...base, type: 'json', default: schema.type === 'array' ? '[]' : '{}' };
  if (ui.control === 'list') {
    const description = `${base.description}. Several are separated by commas.`;
    return { ...base, type: 'string', default: '', description };
  }
  const typeOptions = ui.control === 'textarea' ? { rows: 3 } : ui.control === 'secret' ? { password: true } : {};
  return { ...base, type: 'string', typeOptions, default: valueOr(fallback, '') };
}

/** What a parameter holds, as the catalogue takes it; what was left empty is absent. */
export function toInput(id: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const operation = findOperation(id);
  const entries = Object.entries(values).map(([name, value]) => [name, read(name, uiOf(operation, name), value)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function read(name: string, { control }: FieldUi, value: unknown): unknown {
  if (value === '' || value === undefined || value === null) return undefined;
  if (control === 'list' && typeof value === 'string') return listOf(value);
  return control === 'json' && typeof value === 'string' ? parsed(name, value) : value;
}

export function listOf(text: string): string[] {
  const parts = text.split(/[,\n]/).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

function parsed(name: string, text: string): unknown {
  const value = jsonOf(text);
  if (value === undefined) throw new EarmarkError('invalid', `\`${name}\` must be JSON: this cannot be read.`);
  return value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function uiOf(operation: Operation, name: string): FieldUi {
  const ui = operation.ui[name];
  if (ui === undefined) throw new EarmarkError('invalid', `\`${name}\` is no parameter of ${operation.id}.`);
  return ui;
}

function valueOr(value: unknown, other: NodeParameterValueType): NodeParameterValueType {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : other;
}

// n8n's style: no full stop after one sentence.
function described(words: unknown): string {
  return typeof words === 'string' ? words.replace(/ Default: .*$/, '').replace(/\.$/, '') : '';
}

function titled(label: string): string {
  return label
    .replace(/\b[a-z](?=[a-z]{2})/g, (letter) => letter.toUpperCase())
    .replace(/^srt|vtt$/i, (format) => format.toUpperCase());
}
