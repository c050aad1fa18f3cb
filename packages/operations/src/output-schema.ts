import * as z from 'zod/mini';
import type { Operation } from './operation.ts';

/** What an operation results in as JSON Schema (draft 7): loose, as the service adds fields. Made once for each. */
export function toOutputJsonSchema(operation: Operation): Readonly<Record<string, unknown>> {
  const found = made.get(operation);
  if (found !== undefined) return found;
  const { $schema: _, ...schema } = z.toJSONSchema(operation.output, {
    target: 'draft-7',
    io: 'output',
    unrepresentable: 'any',
    reused: 'inline',
  });
  made.set(operation, schema);
  return schema;
}

const made = new WeakMap<Operation, Readonly<Record<string, unknown>>>();
