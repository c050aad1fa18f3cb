import { EarmarkError } from '@earmark/core/portable';
import { type InputJsonSchema, type JsonSchemaOptions, toJsonSchema } from './json-schema.ts';
import type { Operation } from './operation.ts';

type Node = Readonly<Record<string, unknown>>;

// https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
const kept = new Set(['type', 'description', 'enum', 'items', 'anyOf', 'properties']);

/**
 * An operation's input as OpenAI's strict tools take it: every property required, what is optional may be null, every
 * object closed. What `run` is given so, it takes: null is absent. Fields of any keys at all cannot be said so, and are left out.
 *
 * @throws EarmarkError `unsupported` where such a field is required.
 */
export function toStrictJsonSchema(operation: Operation, options: JsonSchemaOptions = {}): InputJsonSchema {
  const { properties, required } = toJsonSchema(operation, options);
  const closed = closedProperties(properties, required);
  const missing = required.find((name) => !(name in closed));
  if (missing !== undefined)
    throw new EarmarkError(
      'unsupported',
      `\`${missing}\` of ${operation.id} cannot be said strictly: use strict: false.`,
    );
  return { type: 'object', properties: closed, required: Object.keys(closed), additionalProperties: false };
}

function closedProperties(properties: Node, required: readonly unknown[]): Record<string, unknown> {
  const entries = Object.entries(properties).flatMap(([name, schema]) => {
    const closed = toClosed(Object(schema));
    return closed === undefined ? [] : [[name, required.includes(name) ? closed : nullable(closed)] as const];
  });
  return Object.fromEntries(entries);
}

/** Undefined for what has keys that nobody knows beforehand. */
function toClosed(schema: Node): Node | undefined {
  const said: Node = Object.fromEntries(Object.entries(schema).filter(([keyword]) => kept.has(keyword)));
  if (schema.type === 'array') {
    const items = toClosed(Object(schema.items));
    return items === undefined ? undefined : { ...said, items };
  }
  if (schema.type !== 'object') return 'type' in schema || 'anyOf' in schema ? said : undefined;
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = closedProperties(Object(schema.properties), required);
  const names = Object.keys(properties);
  if (names.length === 0 || !required.every((name) => names.includes(name))) return undefined;
  return { ...said, properties, required: names, additionalProperties: false };
}

function nullable(schema: Node): Node {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) ? { enum: [...values, null] } : {}) };
}
