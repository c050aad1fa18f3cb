import type { ChatParams, StreamingToken } from '@earmark/core/portable';
import { chatCompletionSchema, checkedChatParams, modelListSchema } from '@earmark/core/schemas';
import * as z from 'zod/mini';
import { between, object, record, text, whole } from '../kinds.ts';
import { defineOperation } from '../operation.ts';
import { readOnly } from './read.ts';

const message = object(
  {
    role: z.enum(['system', 'user', 'assistant', 'tool'], "'system', 'user', 'assistant' or 'tool'"),
    content: z.unknown(),
  },
  'A message: { role, content }.',
);

export const chatCompletion = defineOperation({
  id: 'chat_completion',
  title: 'Chat with a model',
  summary: 'Asks a model of the LLM gateway, with a transcript where one is named.',
  description:
    'Sends messages to a model of the LLM gateway. With transcript_id, {{ transcript }} in the first message that has it ' +
    'becomes the text of that transcript. Each call is paid for.',
  group: 'llm',
  kind: 'create',
  annotations: { readOnly: false, destructive: false, idempotent: false, billable: true },
  tier: 'advanced',
  fields: {
    model: text('A model of list_llm_models.'),
    messages: z
      .array(message, 'an array of messages')
      .check(z.minLength(1, 'an array of at least 1 message'), z.describe('The conversation.')),
    transcript_id: z.optional(text('Whose text replaces {{ transcript }}.')),
    temperature: z.optional(between('How free the model is, from 0 to 2.', 0, 2)),
    max_tokens: z.optional(whole('Longest answer, in tokens.', 1, 100_000)),
    response_format: z.optional(record('A JSON Schema that the answer fits: { type: "json_schema", json_schema }.')),
    tools: z.optional(z.array(record('A tool: { type: "function", function }.'), 'an array of tools')),
  },
  ui: { response_format: { advanced: true }, tools: { advanced: true } },
  output: chatCompletionSchema,
  http: {
    service: 'llm',
    method: 'POST',
    path: '/v1/chat/completions',
    in: {
      model: 'body',
      messages: 'body',
      transcript_id: 'body',
      temperature: 'body',
      max_tokens: 'body',
      response_format: 'body',
      tools: 'body',
    },
    response: 'json',
  },
  sample: {
    input: { model: 'a-model', messages: [{ role: 'user', content: 'When does the beta launch?' }] },
    output: { choices: [{ message: { role: 'assistant', content: 'On Tuesday.' }, finish_reason: 'stop' }] },
  },
  check: (input) => void checkedChatParams(toChat(input)),
  run: async (input, { client, signal }) => await client.llm.chat(toChat(input), { signal }),
  sketch: ({ choices, model, usage }) => ({
    facts: { model, total_tokens: usage?.total_tokens, tool_calls: choices[0]?.message.tool_calls?.length },
    body: choices[0]?.message.content ?? '',
  }),
});

export const listLlmModels = defineOperation({
  id: 'list_llm_models',
  title: 'List models',
  summary: 'Lists the models of the LLM gateway.',
  description: 'Lists the models that chat_completion, ask_transcript and summarize_transcript take as model.',
  group: 'llm',
  kind: 'search',
  annotations: readOnly,
  tier: 'advanced',
  fields: {},
  output: modelListSchema,
  http: { service: 'llm', method: 'GET', path: '/v1/models', in: {}, response: 'json' },
  sample: { input: {}, output: { data: [{ id: 'a-model', name: 'A model' }] } },
  run: async (_, { client, signal }) => await client.llm.models({ signal }),
  sketch: ({ data }) => ({ facts: { models: data.length }, body: data.map(({ id }) => id).join('\n') }),
});

const token: z.ZodMiniType<StreamingToken> = z.looseObject({ token: z.string(), expires_in_seconds: z.number() });

export const createStreamingToken = defineOperation({
  id: 'create_streaming_token',
  title: 'Create a streaming token',
  summary: 'Makes a temporary token, so that a browser can stream without the key.',
  description:
    'Makes a temporary token for one streaming session. Whoever has it can stream at the account’s cost until it expires: ' +
    'hand it only to the client that streams.',
  group: 'streaming',
  kind: 'create',
  annotations: { readOnly: false, destructive: false, idempotent: false, billable: false },
  tier: 'advanced',
  fields: {
    expires_in_seconds: whole('How long a session may be opened with it.', 1, 600),
    max_session_duration_seconds: z.optional(whole('How long the session may last.', 60, 10_800)),
  },
  output: token,
  http: {
    service: 'streaming',
    method: 'GET',
    path: '/v3/token',
    in: { expires_in_seconds: 'query', max_session_duration_seconds: 'query' },
    response: 'json',
  },
  sample: { input: { expires_in_seconds: 60 }, output: { token: 'a-temporary-token', expires_in_seconds: 60 } },
  run: async (input, { client, signal }) => await client.streaming.createToken(input, { signal }),
  sketch: (made) => ({ facts: { expires_in_seconds: made.expires_in_seconds }, body: made.token }),
});

// What is in them, core's own check looks at.
function toChat(input: object): ChatParams {
  return input as ChatParams; // oxlint-disable-line typescript/no-unsafe-type-assertion -- checked by core
}
