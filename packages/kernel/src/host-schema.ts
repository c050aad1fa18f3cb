import type { InputJsonSchema } from '@earmark/operations';

/** A schema of arguments, typed as hosts type it. */
// oxlint-disable-next-line typescript/consistent-type-definitions -- an interface has no index signature, and hosts want one
export type HostSchema = {
  type: 'object';
  properties: Record<string, object>;
  required: string[];
  additionalProperties: false;
};

/** A copy of a schema for a host. */
export function toHostSchema({ type, properties, required, additionalProperties }: InputJsonSchema): HostSchema {
  const copies = Object.entries(properties).map(([name, schema]) => [name, { ...Object(schema) }] as const);
  return { type, properties: Object.fromEntries(copies), required: [...required], additionalProperties };
}
