import { EarmarkError } from '@earmark/core/portable';
import { type Operation, toJsonSchema } from '@earmark/operations';
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import type { Setting } from '../options.ts';
import { type JsonSchema, toStandard } from '../standard-schema.ts';

/** Arguments that were checked, as the operation takes them. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * An operation's input as a tool's: what few need is neither shown nor taken, such as webhooks, with which words spoken in
 * a recording could have a model send others away.
 */
export function inputOf(operation: Operation, setting: Setting): StandardSchemaWithJSON<unknown, Arguments> {
  return toStandard(
    () => shown(operation, setting),
    (value) => {
      const { properties } = shown(operation, setting);
      const given: Arguments = Object(value ?? {});
      const unknown = Object.keys(given).find((name) => !Object.hasOwn(properties, name));
      if (unknown !== undefined)
        throw invalid(`\`${cut(unknown)}\` is no argument: there are ${Object.keys(properties).join(', ')}.`);
      checkSize(given, setting.maxArgumentChars);
      operation.parse(given);
      return given;
    },
  );
}

/** Small facts of any operation; what was said is in the text alone. */
export const output: StandardSchemaWithJSON = toStandard(
  () => ({
    type: 'object',
    properties: {
      transcript_id: { type: 'string' },
      status: { type: 'string' },
      next: { type: 'string', description: 'The tool to call next.' },
      shown_from: { type: 'number' },
      shown_to: { type: 'number', description: 'The offset to read on from.' },
      total_characters: { type: 'number' },
    },
    additionalProperties: true,
  }),
  (value) => value,
);

type Shown = JsonSchema & { readonly properties: JsonSchema };

// An operation's schema is the same for every server, and servers are made for every request.
const made = new WeakMap<Operation, Shown>();

function shown(operation: Operation, { maxWaitSeconds }: Setting): Shown {
  const schema = made.get(operation) ?? { ...toJsonSchema(operation, { advanced: false }) };
  made.set(operation, schema);
  const waiting = schema.properties['max_wait_seconds'];
  if (waiting === undefined) return schema;
  const description = `How many seconds to wait, at most; no call waits longer than ${maxWaitSeconds}.`;
  return { ...schema, properties: { ...schema.properties, max_wait_seconds: { ...Object(waiting), description } } };
}

function checkSize({ audio, ...rest }: Arguments, most: number): void {
  // A data: URL has a limit of its own; any other audio is an address.
  const address = typeof audio === 'string' && !/^\s*data:/i.test(audio) ? audio.length : 0;
  if (address + JSON.stringify(rest).length <= most) return;
  throw invalid(`The arguments must be shorter: together at most ${most} characters, beside a data: URL.`);
}

function cut(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}

function invalid(message: string): EarmarkError {
  return new EarmarkError('invalid', message);
}
