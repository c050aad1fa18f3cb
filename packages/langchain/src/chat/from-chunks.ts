import type { ChatCompletionChunk } from '@earmark/core';
import { AIMessageChunk, type AIMessageChunkFields, type StandardMessageStructure } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { nothingAnswered, toMetadata } from './from-completion.ts';
import { createStopGate } from './stop.ts';
import { toUsage } from './usage.ts';

type Choice = ChatCompletionChunk['choices'][number];
type CallDelta = NonNullable<Choice['delta']['tool_calls']>[number];
type CallChunk = NonNullable<AIMessageChunkFields['tool_call_chunks']>[number];

/**
 * Turns the gateway's streamed answer into LangChain's chunks; the last one tells usage and where it all comes from.
 *
 * @throws EarmarkError `protocol` where nothing was answered at all.
 */
export async function* toGenerationChunks(
  chunks: AsyncIterable<ChatCompletionChunk>,
  asked: string,
  stop: readonly string[],
): AsyncGenerator<ChatGenerationChunk> {
  const gate = createStopGate(stop);
  const toCallChunks = createCallNumbering();
  let last: Pick<ChatCompletionChunk, 'id' | 'model' | 'usage'> = {};
  let finishReason: string | undefined;
  let answered = false;
  for await (const chunk of chunks) {
    last = { id: chunk.id ?? last.id, model: chunk.model ?? last.model, usage: chunk.usage ?? last.usage };
    finishReason = chunk.choices.find(({ finish_reason }) => finish_reason)?.finish_reason ?? finishReason;
    const pieces = chunk.choices.flatMap(({ delta }) => delta?.content ?? []);
    const calls = toCallChunks(chunk.choices.flatMap(callsIn));
    answered ||= pieces.length > 0 || calls.length > 0;
    const text = gate.say(pieces.join(''));
    if (text !== '' || calls.length > 0) yield generation(text, { ...idOf(last), tool_call_chunks: calls });
    if (gate.isShut) break;
  }
  if (!answered) throw nothingAnswered(finishReason);
  // Where the usage is on every chunk, it is the same one growing: only the last counts.
  const usage = toUsage(last.usage);
  yield generation(gate.rest(), {
    ...idOf(last),
    ...(usage === undefined ? {} : { usage_metadata: usage }),
    response_metadata: toMetadata({
      model: last.model ?? asked,
      finishReason: gate.isShut ? 'stop' : finishReason,
      requestId: undefined,
    }),
  });
}

/** Puts a streamed answer together. */
export async function toWhole(chunks: AsyncIterable<ChatGenerationChunk>): Promise<ChatResult> {
  let whole: ChatGenerationChunk | undefined;
  for await (const chunk of chunks) whole = whole?.concat(chunk) ?? chunk;
  if (whole === undefined) throw nothingAnswered(undefined);
  return { generations: [whole] };
}

function generation(
  text: string,
  fields: Omit<AIMessageChunkFields<StandardMessageStructure>, 'content'>,
): ChatGenerationChunk {
  return new ChatGenerationChunk({
    text,
    message: new AIMessageChunk<StandardMessageStructure>({ ...fields, content: text }),
  });
}

function idOf({ id }: Pick<ChatCompletionChunk, 'id'>): { id?: string } {
  return typeof id === 'string' ? { id } : {};
}

function callsIn({ delta, ...choice }: Choice): readonly CallDelta[] {
  if (delta?.tool_calls?.length) return delta.tool_calls;
  const beside: unknown = choice['tool_calls'];
  return Array.isArray(beside) ? beside : [];
}

// Pieces with one index belong together. A provider that sends none begins each call with its id.
function createCallNumbering(): (deltas: readonly CallDelta[]) => CallChunk[] {
  let current = -1;
  return (deltas) =>
    deltas.map(({ index, id, function: called }) => {
      current = index ?? (id ? current + 1 : Math.max(0, current));
      return {
        type: 'tool_call_chunk',
        index: current,
        ...(id ? { id } : {}),
        ...(called?.name ? { name: called.name } : {}),
        args: called?.arguments ?? '',
      };
    });
}
