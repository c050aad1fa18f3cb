import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * A schema as the SDK takes one: what is shown, and how a value is checked.
 *
 * `parse` throws what is wrong; its message is what the client is told.
 */
export function toStandard<Value>(
  show: () => JsonSchema,
  parse: (value: unknown) => Value,
): StandardSchemaWithJSON<unknown, Value> {
  return {
    '~standard': {
      version: 1,
      vendor: 'earmark',
      validate(value) {
        try {
          return { value: parse(value) };
        } catch (error) {
          return { issues: [{ message: error instanceof Error ? error.message : 'it cannot be read' }] };
        }
      },
      jsonSchema: { input: () => ({ ...show() }), output: () => ({ ...show() }) },
    },
  };
}
