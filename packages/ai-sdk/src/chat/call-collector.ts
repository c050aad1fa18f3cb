import type { ChatCompletionChunk } from '@earmark/core';
import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { inputOf } from './result.ts';

type Choice = ChatCompletionChunk['choices'][number];
type CallDelta = NonNullable<Choice['delta']['tool_calls']>[number];

/** Puts streamed tool calls together. */
export interface CallCollector {
  /** The parts that a chunk's pieces of calls are. */
  take(chunk: ChatCompletionChunk): Generator<LanguageModelV4StreamPart, void>;
  /** The ends of all calls, and the calls. */
  end(): Generator<LanguageModelV4StreamPart, void>;
  isEmpty(): boolean;
}

interface Call {
  id: string;
  name: string;
  input: string;
  isTold: boolean;
}

/** Pieces with one index belong together; a provider that sends none begins each call with its id. */
export function createCallCollector(): CallCollector {
  const calls = new Map<number, Call>();
  let current = -1;

  function* tell(call: Call, delta: string): Generator<LanguageModelV4StreamPart, void> {
    if (call.name === '') return;
    if (!call.isTold) yield { type: 'tool-input-start', id: call.id, toolName: call.name };
    // What came before the name was known is said with it.
    const said = call.isTold ? delta : call.input;
    call.isTold = true;
    if (said !== '') yield { type: 'tool-input-delta', id: call.id, delta: said };
  }

  return {
    isEmpty: () => calls.size === 0,
    *take({ choices }) {
      for (const { index, id, function: called } of choices.flatMap(callsIn)) {
        current = index ?? (id ? current + 1 : Math.max(0, current));
        const call = calls.get(current) ?? { id: id || `call_${current}`, name: '', input: '', isTold: false };
        calls.set(current, call);
        const delta = called?.arguments ?? '';
        call.name ||= called?.name ?? '';
        call.input += delta;
        yield* tell(call, delta);
      }
    },
    *end() {
      for (const { id, name, input, isTold } of calls.values()) {
        if (isTold) yield { type: 'tool-input-end', id };
        yield { type: 'tool-call', toolCallId: id, toolName: name, input: inputOf(input) };
      }
    },
  };
}

// Some models' calls hang beside the delta.
function callsIn({ delta, ...choice }: Choice): readonly CallDelta[] {
  if (delta?.tool_calls?.length) return delta.tool_calls;
  const beside: unknown = choice['tool_calls'];
  return Array.isArray(beside) ? beside : [];
}
