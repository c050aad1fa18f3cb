import { anything, listOf, number, object, text } from './kinds.ts';
import { maybe, maybeNull, open } from './open.ts';
import { type ToolCall, toolCallSchema } from './tool-call.ts';

// https://www.assemblyai.com/docs/llm-gateway/api-reference

/** In tokens; the gateway sends its own names and OpenAI's. */
export interface ChatUsage {
  input_tokens?: number | null | undefined;
  output_tokens?: number | null | undefined;
  total_tokens?: number | null | undefined;
  prompt_tokens?: number | null | undefined;
  completion_tokens?: number | null | undefined;
  prompt_tokens_details?: unknown;
  completion_tokens_details?: unknown;
  [key: string]: unknown;
}

export interface ChatChoice {
  index?: number | null | undefined;
  message: {
    role?: string | null | undefined;
    content?: string | null | undefined;
    tool_calls?: ToolCall[] | null | undefined;
    [key: string]: unknown;
  };
  /** In the words of the model's provider; a tool is called where there are `tool_calls`, whatever this says. */
  finish_reason?: string | null | undefined;
  /** As of the message; some models' calls are here, some there, some in both places. */
  tool_calls?: ToolCall[] | null | undefined;
  [key: string]: unknown;
}

export interface ChatCompletion {
  request_id?: string | null | undefined;
  choices: ChatChoice[];
  /** What was asked, without its messages. */
  request?: Record<string, unknown> | null | undefined;
  usage?: ChatUsage | null | undefined;
  /** In nanoseconds. */
  response_time?: number | null | undefined;
  http_status_code?: number | null | undefined;
  llm_status_code?: number | null | undefined;
  id?: string | null | undefined;
  object?: string | null | undefined;
  /** In seconds since 1970. */
  created?: number | null | undefined;
  model?: string | null | undefined;
  [key: string]: unknown;
}

/** A piece of a call that is being streamed; pieces with one `index` belong together. */
export interface ToolCallDelta {
  index?: number | null | undefined;
  id?: string | null | undefined;
  type?: string | null | undefined;
  function?:
    | { name?: string | null | undefined; arguments?: string | null | undefined; [key: string]: unknown }
    | null
    | undefined;
  [key: string]: unknown;
}

export interface ChatChunkChoice {
  index?: number | null | undefined;
  delta: {
    role?: string | null | undefined;
    content?: string | null | undefined;
    tool_calls?: ToolCallDelta[] | null | undefined;
    [key: string]: unknown;
  };
  finish_reason?: string | null | undefined;
  [key: string]: unknown;
}

/** A piece of a streamed completion; the one that only tells the usage has no choices. */
export interface ChatCompletionChunk {
  id?: string | null | undefined;
  object?: string | null | undefined;
  /** In seconds since 1970. */
  created?: number | null | undefined;
  model?: string | null | undefined;
  choices: ChatChunkChoice[];
  usage?: ChatUsage | null | undefined;
  [key: string]: unknown;
}

const [words, count] = [maybeNull(text), maybeNull(number)];
const calls = maybeNull(listOf(toolCallSchema));
const identity = { id: words, object: words, created: count, model: words };

const usage = maybeNull(
  open<ChatUsage>({
    input_tokens: count,
    output_tokens: count,
    total_tokens: count,
    prompt_tokens: count,
    completion_tokens: count,
    prompt_tokens_details: maybe(anything),
    completion_tokens_details: maybe(anything),
  }),
);

const choiceSchema = open<ChatChoice>({
  index: count,
  message: open<ChatChoice['message']>({ role: words, content: words, tool_calls: calls }),
  finish_reason: words,
  tool_calls: calls,
});

export const chatCompletionSchema = open<ChatCompletion>({
  ...identity,
  request_id: words,
  choices: listOf(choiceSchema, 1),
  request: maybeNull(object),
  usage,
  response_time: count,
  http_status_code: count,
  llm_status_code: count,
});

const callDeltaSchema = open<ToolCallDelta>({
  index: count,
  id: words,
  type: words,
  function: maybeNull(open<NonNullable<ToolCallDelta['function']>>({ name: words, arguments: words })),
});

const chunkChoiceSchema = open<ChatChunkChoice>({
  index: count,
  delta: open<ChatChunkChoice['delta']>({
    role: words,
    content: words,
    tool_calls: maybeNull(listOf(callDeltaSchema)),
  }),
  finish_reason: words,
});

export const chatCompletionChunkSchema = open<ChatCompletionChunk>({
  ...identity,
  choices: listOf(chunkChoiceSchema),
  usage,
});
