import * as z from 'zod/mini';
import { audio, audioDescription } from './kinds.ts';
import type { Operation } from './operation.ts';

export interface JsonSchemaOptions {
  /** Whether the fields that few need are there as well. @default true */
  readonly advanced?: boolean | undefined;
}

export interface InputJsonSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/**
 * An operation's input as JSON Schema (draft 7): one closed object without references, formats or unions at its top, as
 * OpenAI's and Anthropic's tools and MCP take it. OpenAI's `strict` wants every property required: pass `strict: false`.
 */
export function toJsonSchema(operation: Operation, { advanced = true }: JsonSchemaOptions = {}): InputJsonSchema {
  const { properties = {}, required = [] } = z.toJSONSchema(operation.input, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    override({ zodSchema, jsonSchema }) {
      if (Object.is(zodSchema, audio)) Object.assign(jsonSchema, { type: 'string', description: audioDescription });
      // The keys of a record are strings in any case, and several services refuse the keyword.
      delete jsonSchema.propertyNames;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  const shown = Object.entries(properties).filter(([name]) => advanced || operation.ui[name]?.advanced !== true);
  const withDefaults = shown.map(([name, schema]) => [name, described(Object(schema), operation.defaults[name])]);
  return { type: 'object', properties: Object.fromEntries(withDefaults), required, additionalProperties: false };
}

// In words, because strict tools refuse the keyword.
function described(schema: Readonly<Record<string, unknown>>, value: unknown): unknown {
  if (value === undefined) return schema;
  const { description: words } = schema;
  return {
    ...schema,
    description: `${typeof words === 'string' ? words : ''} Default: ${JSON.stringify(value)}.`.trim(),
  };
}
