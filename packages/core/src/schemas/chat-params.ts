import * as z from 'zod/mini';
import { between, flag, listOf, object, oneOf, text, whole } from './kinds.ts';
import type { KnownChatModel, Suggested } from './known.ts';
import { maybe, open } from './open.ts';
import { type ToolCall, toolCallSchema } from './tool-call.ts';

// https://www.assemblyai.com/docs/llm-gateway/api-reference

/** Has the model's provider keep what was said up to here; Claude only. */
export interface CacheControl {
  type: Suggested<'ephemeral'>;
  ttl?: Suggested<'5m'> | undefined;
  [key: string]: unknown;
}

export interface TextPart {
  type: 'text';
  text: string;
  [key: string]: unknown;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant' | 'tool';
  /** Null beside `tool_calls`. `{{ transcript }}`, written exactly so, is replaced once with `transcript_id`'s text. */
  content: string | readonly TextPart[] | null;
  name?: string | undefined;
  /** What an assistant asked for. */
  tool_calls?: readonly ToolCall[] | undefined;
  /** Which call a tool's message answers. */
  tool_call_id?: string | undefined;
  cache_control?: CacheControl | undefined;
  [key: string]: unknown;
}

export interface ChatTool {
  type: 'function';
  function: {
    name: string;
    description?: string | undefined;
    /** A JSON Schema of the arguments. */
    parameters?: Readonly<Record<string, unknown>> | undefined;
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

/** That one function, and no other. */
export interface ToolChoice {
  type: 'function';
  function: { name: string; [key: string]: unknown };
  [key: string]: unknown;
}

/** Content that fits a JSON Schema; it stays a string to be parsed. */
export interface ResponseFormat {
  type: Suggested<'json_schema'>;
  json_schema?:
    | { name: string; schema: Readonly<Record<string, unknown>>; strict?: boolean | undefined; [key: string]: unknown }
    | undefined;
  [key: string]: unknown;
}

/** A model to ask when the first fails, and what is different for it. */
export interface ChatFallback {
  model: Suggested<KnownChatModel>;
  [key: string]: unknown;
}

/** A request to the LLM gateway, by its own names; names not listed here pass through, and the gateway refuses them. */
export interface ChatParams {
  model: Suggested<KnownChatModel>;
  /** The whole conversation, every time. This, or `prompt`. */
  messages?: readonly ChatMessage[] | undefined;
  /** One message of the user's. This, or `messages`. */
  prompt?: string | undefined;
  /** Default: 1000. An answer that is cut off ends in `finish_reason: 'length'`. */
  max_tokens?: number | undefined;
  /** 0 to 2. Default: the model's. */
  temperature?: number | undefined;
  /** Default: false. */
  stream?: boolean | undefined;
  stream_options?: { include_usage?: boolean | undefined; [key: string]: unknown } | undefined;
  tools?: readonly ChatTool[] | undefined;
  /** Default: `auto`. */
  tool_choice?: Suggested<'none' | 'auto'> | ToolChoice | undefined;
  response_format?: ResponseFormat | undefined;
  /** Whose text replaces `{{ transcript }}` in the messages. */
  transcript_id?: string | undefined;
  fallbacks?: readonly ChatFallback[] | undefined;
  /** How many of the fallbacks to try, 1 or 2 (default: 1), and whether to retry first (default: true). */
  fallback_config?: { depth?: number | undefined; retry?: boolean | undefined; [key: string]: unknown } | undefined;
  /** `json-repair` mends JSON in content and arguments. */
  post_processing_steps?: readonly { type: Suggested<'json-repair'>; [key: string]: unknown }[] | undefined;
  /** How much to think: an effort, or a number of tokens. */
  reasoning?:
    | {
        effort?: Suggested<'low' | 'medium' | 'high'> | undefined;
        max_tokens?: number | undefined;
        [key: string]: unknown;
      }
    | undefined;
  cache_control?: CacheControl | undefined;
  /** Lets a request leave its region. Default: it stays. */
  model_region?: Suggested<'global'> | undefined;
  [key: string]: unknown;
}

type Part<Key extends keyof ChatParams> = NonNullable<ChatParams[Key]>;

const cacheControl = maybe(open<CacheControl>({ type: text, ttl: maybe(text) }));
const tokens = whole(1);

const contentSchema: z.ZodMiniType<ChatMessage['content']> = z.union(
  [text, z.array(open<TextPart>({ type: oneOf('text'), text })), z.null()],
  'a string, an array of { type: "text", text }, or null',
);

const messageSchema = open<ChatMessage>({
  role: oneOf('system', 'user', 'assistant', 'tool'),
  content: contentSchema,
  name: maybe(text),
  tool_calls: maybe(listOf(toolCallSchema)),
  tool_call_id: maybe(text),
  cache_control: cacheControl,
});

const toolSchema = open<ChatTool>({
  type: oneOf('function'),
  function: open<ChatTool['function']>({ name: text, description: maybe(text), parameters: maybe(object) }),
});

const toolChoiceSchema: z.ZodMiniType<Part<'tool_choice'>> = z.union(
  [text, open<ToolChoice>({ type: oneOf('function'), function: open<ToolChoice['function']>({ name: text }) })],
  "'none', 'auto', or { type: 'function', function: { name } }",
);

const responseFormatSchema = open<ResponseFormat>({
  type: text,
  json_schema: maybe(
    open<NonNullable<ResponseFormat['json_schema']>>({ name: text, schema: object, strict: maybe(flag) }),
  ),
});

export const chatParamsSchema = open<ChatParams>({
  model: text,
  messages: maybe(listOf(messageSchema)),
  prompt: maybe(text),
  max_tokens: maybe(tokens),
  temperature: maybe(between(0, 2)),
  stream: maybe(flag),
  stream_options: maybe(open<Part<'stream_options'>>({ include_usage: maybe(flag) })),
  tools: maybe(listOf(toolSchema)),
  tool_choice: maybe(toolChoiceSchema),
  response_format: maybe(responseFormatSchema),
  transcript_id: maybe(text),
  fallbacks: maybe(listOf(open<ChatFallback>({ model: text }))),
  fallback_config: maybe(open<Part<'fallback_config'>>({ depth: maybe(whole(1, 2)), retry: maybe(flag) })),
  post_processing_steps: maybe(listOf(open<Part<'post_processing_steps'>[number]>({ type: text }))),
  reasoning: maybe(open<Part<'reasoning'>>({ effort: maybe(text), max_tokens: maybe(tokens) })),
  cache_control: cacheControl,
  model_region: maybe(text),
});
