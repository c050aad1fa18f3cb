import { randomUUID } from 'node:crypto';
import type { Json } from '../shapes.ts';
import type { ChatRequest } from './chat-request.ts';
import type { Completion, Usage } from './complete.ts';

/** A completion as the gateway answers it, with OpenAI's own fields beside. */
export function toResponse(request: ChatRequest, completion: Completion, startedAt: bigint): Json {
  const { content, toolCalls, finishReason, usage } = completion;
  // Some of the documentation has the calls on the choice, some on the message.
  const calls = toolCalls.length === 0 ? {} : { tool_calls: toolCalls };
  return {
    ...identify(request, 'chat.completion'),
    choices: [{ index: 0, message: { role: 'assistant', content, ...calls }, finish_reason: finishReason, ...calls }],
    usage: toUsage(usage),
    ...envelope(request.body, startedAt),
  };
}

/** What the gateway adds to what a model says. */
export function envelope(body: Json, startedAt: bigint): Json {
  const echoed = ['model', 'max_tokens', 'temperature', 'tools', 'tool_choice'].filter((name) => name in body);
  return {
    request_id: randomUUID(),
    request: Object.fromEntries(echoed.map((name) => [name, body[name]])),
    http_status_code: 200,
    response_time: Number(process.hrtime.bigint() - startedAt),
    llm_status_code: 200,
  };
}

/** The same completion in pieces, a word each. */
export function toChunks(request: ChatRequest, completion: Completion): Json[] {
  const { content, toolCalls, finishReason, usage } = completion;
  const shared = identify(request, 'chat.completion.chunk');
  const chunk = (delta: Json, finish_reason: string | null = null): Json => ({
    ...shared,
    choices: [{ index: 0, delta, finish_reason }],
  });
  const calls = toolCalls.flatMap(({ id, type, function: { name, arguments: values } }, index) => [
    chunk({ tool_calls: [{ index, id, type, function: { name, arguments: '' } }] }),
    ...pieces(values).map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ]);
  return [
    chunk({ role: 'assistant', content: content === null ? null : '' }),
    ...pieces(content ?? '').map((piece) => chunk({ content: piece })),
    ...calls,
    chunk({}, finishReason),
    ...(request.includeUsage ? [{ ...shared, choices: [], usage: toUsage(usage) }] : []),
  ];
}

function pieces(text: string): string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
}

function identify({ model }: ChatRequest, object: string): Json {
  const id = `chatcmpl-${randomUUID()}`;
  return { id, object, created: Math.floor(Date.now() / 1000), model };
}

function toUsage({ input, output }: Usage): Json {
  const total_tokens = input + output;
  return { input_tokens: input, output_tokens: output, total_tokens, prompt_tokens: input, completion_tokens: output };
}
