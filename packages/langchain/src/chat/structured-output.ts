import { EarmarkError } from '@earmark/core/portable';
import type { AIMessageChunk } from '@langchain/core/messages';
import { OutputParserException } from '@langchain/core/output_parsers';
import { toJsonSchema } from '@langchain/core/utils/json_schema';
import type { SerializableSchema } from '@langchain/core/utils/standard_schema';
import type { InteropZodType } from '@langchain/core/utils/types';
import type { ChatAssemblyAICallOptions } from './options.ts';

/** A zod schema, another standard schema that can be told as JSON schema, or a JSON schema. */
export type OutputSchema<Output extends Fields = Fields> = InteropZodType<Output> | SerializableSchema<Output> | Fields;

// LangChain's own bound: interfaces have no index signature, and would not fit `unknown`.
export type Fields = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any

export interface StructuredOutput {
  /** What is sent along with every call. */
  readonly callOptions: Partial<ChatAssemblyAICallOptions>;
  /** Takes the object out of an answer. @throws OutputParserException where there is none that fits the schema. */
  parse(message: Answer): Promise<unknown>;
}

type Answer = Pick<AIMessageChunk, 'text' | 'tool_calls' | 'response_metadata'>;

interface StructuredOutputConfig {
  readonly name?: string | undefined;
  readonly method?: string | undefined;
  readonly strict?: boolean | undefined;
}

/** Says how a model is made to answer in a schema's shape. @throws EarmarkError `unsupported` for `jsonMode`. */
export function toStructuredOutput(schema: OutputSchema, config: StructuredOutputConfig): StructuredOutput {
  const { method = 'jsonSchema', strict } = config;
  const json = jsonSchemaOf(schema);
  const name = config.name ?? nameIn(json);
  const described = { kwargs: { method }, schema: json };
  if (method === 'jsonSchema') {
    const json_schema = { name, schema: json, ...(strict === undefined ? {} : { strict }) };
    return {
      callOptions: { response_format: { type: 'json_schema', json_schema }, ls_structured_output_format: described },
      parse: async (message) => await validated(schema, parsed(message)),
    };
  }
  if (method === 'functionCalling') {
    const { description } = json;
    const about = typeof description === 'string' ? { description } : {};
    const called = { name, ...about, parameters: json, ...(strict === undefined ? {} : { strict }) };
    return {
      callOptions: {
        tools: [{ type: 'function', function: called }],
        tool_choice: name,
        ls_structured_output_format: described,
      },
      parse: async ({ tool_calls = [] }) => {
        const call = tool_calls.find((made) => made.name === name);
        if (call === undefined) throw new OutputParserException(`The model did not call \`${name}\`.`);
        return await validated(schema, call.args);
      },
    };
  }
  throw new EarmarkError(
    'unsupported',
    `\`method\` cannot be '${method}': the LLM gateway has 'jsonSchema' and 'functionCalling'.`,
  );
}

/** The same next to the answer it was taken from; null where there is none that fits. */
export async function beside<Message extends Answer>(
  parse: StructuredOutput['parse'],
  raw: Message,
): Promise<{ raw: Message; parsed: unknown }> {
  return { raw, parsed: await parse(raw).catch(() => null) };
}

function jsonSchemaOf(schema: OutputSchema): Record<string, unknown> {
  return { ...toJsonSchema(schema) };
}

function nameIn({ title }: Record<string, unknown>): string {
  return typeof title === 'string' && /^[\w-]{1,64}$/.test(title) ? title : 'extract';
}

// Some models fence their JSON, whatever they are told.
const fenced = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/;

function parsed({ text, response_metadata }: Answer): unknown {
  try {
    return JSON.parse(fenced.exec(text)?.[1] ?? text);
  } catch {
    // Without the parser's own message: it quotes the answer.
    const ending: unknown = response_metadata?.['finish_reason'];
    const cut = ending === 'length' || ending === 'max_tokens' ? ' It was cut off: raise `maxTokens`.' : '';
    throw new OutputParserException(`The model did not answer in JSON.${cut}`);
  }
}

interface StandardResult {
  readonly value?: unknown;
  readonly issues?: readonly { readonly path?: readonly unknown[]; readonly message: string }[];
}

// https://standardschema.dev, which zod keeps as well. A JSON schema is not checked here, but by the gateway.
async function validated(schema: OutputSchema, value: unknown): Promise<unknown> {
  if (!isStandard(schema)) return value;
  const result = await schema['~standard'].validate(value);
  if (result.issues === undefined) return result.value;
  const where = result.issues.map(({ path = [] }) => path.map(keyOf).join('.') || 'the answer').join(', ');
  throw new OutputParserException(`The model’s answer does not fit the schema: ${where}.`);
}

function keyOf(segment: unknown): string {
  return String(typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment);
}

function isStandard(
  schema: OutputSchema,
): schema is { '~standard': { validate(value: unknown): StandardResult | Promise<StandardResult> } } {
  return '~standard' in schema;
}
