import { EarmarkError } from '@earmark/core';
import type { HostSchema } from './host-schema.ts';
import type { JsonSchema } from './kernel.ts';
import type { AssemblyAIPlugin } from './plugin.ts';
import { type Tool, type Toolset, type ToolsetOptions, toToolset } from './toolset.ts';

export interface OpenAPIOptions extends ToolsetOptions {
  /** Where `createOpenAPIHandler` is served, such as `https://tools.example.com/audio`. */
  readonly serverUrl: string;
  /** @default 'AssemblyAI' */
  readonly title?: string | undefined;
}

export interface OpenAPIDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, { readonly post: JsonSchema }>>;
  readonly components: JsonSchema;
  readonly security: readonly JsonSchema[];
}

/**
 * The tools as OpenAPI 3.1, one operation each, in the words that OpenAPI 3.0 has too: what reads only that takes it.
 *
 * Semantic Kernel imports it as a plugin in C#, Python and Java; `createOpenAPIHandler` answers the calls.
 *
 * @throws EarmarkError `invalid` for a server that is no http(s) URL.
 */
export function toOpenAPI(source: AssemblyAIPlugin | Toolset, options: OpenAPIOptions): OpenAPIDocument {
  const { serverUrl, title = 'AssemblyAI' } = options;
  if (!URL.canParse(serverUrl) || !/^https?:$/.test(new URL(serverUrl).protocol))
    throw new EarmarkError('invalid', '`serverUrl` must be an http(s) URL, such as https://tools.example.com/audio.');
  const paths = toToolset(source, options).tools.map((tool) => [`/${tool.name}`, { post: toPost(tool) }] as const);
  return {
    openapi: '3.1.0',
    info: { title, version: '1', description: 'Turns recordings into text, and finds out what was said.' },
    servers: [{ url: serverUrl.replace(/\/+$/, '') }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Result: resultSchema, Error: errorSchema },
    },
    security: [{ token: [] }],
  };
}

const resultSchema = {
  type: 'object',
  properties: {
    text: { type: 'string', description: 'The result in words.' },
    facts: { type: 'object', description: 'Ids, states and counts.', additionalProperties: true },
    truncated: { type: 'boolean', description: 'Whether there is more, and text says how to get it.' },
  },
  required: ['text', 'facts', 'truncated'],
};

const errorSchema = {
  type: 'object',
  properties: { error: { type: 'string' }, code: { type: 'string' } },
  required: ['error', 'code'],
};

function toPost({ name, title, description, parameters, annotations }: Tool): JsonSchema {
  return {
    operationId: name,
    summary: title,
    description,
    requestBody: { required: true, content: { 'application/json': { schema: withoutEmpty(parameters) } } },
    responses: {
      '200': { description: 'The result.', content: contentOf('Result') },
      '4XX': { description: 'What was wrong, and what would be right.', content: contentOf('Error') },
      default: { description: 'What failed.', content: contentOf('Error') },
    },
    // Hosts that know it ask a person before what is paid for, or cannot be undone.
    'x-openai-isConsequential': annotations.billable || annotations.destructive,
  };
}

function contentOf(schema: string): JsonSchema {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
}

// OpenAPI 3.0 has no empty list of what is required.
function withoutEmpty({ required, ...schema }: HostSchema): JsonSchema {
  return required.length === 0 ? schema : { ...schema, required };
}
