import {
  type ChatCompletion,
  EarmarkError,
  type ToolCall as GatewayToolCall,
  toToolCalls,
} from '@earmark/core/portable';
import { AIMessage, type AIMessageFields, type StandardMessageStructure } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import { cutAtStop } from './stop.ts';
import { toUsage } from './usage.ts';

type ToolCalls = Required<Pick<AIMessageFields, 'tool_calls' | 'invalid_tool_calls'>>;

/**
 * Turns the gateway's answer into LangChain's.
 *
 * @throws EarmarkError `service` where the model's provider failed, and `protocol` where nothing was answered at all.
 */
export function toChatResult(completion: ChatCompletion, asked: string, stop: readonly string[]): ChatResult {
  const { choices, id, request_id, llm_status_code } = completion;
  if (typeof llm_status_code === 'number' && llm_status_code >= 400) throw providerFailed(llm_status_code);
  const contents = choices.flatMap(({ message }) => message.content ?? []);
  const calls = toToolCalls(completion);
  const finishReason = choices.find(({ finish_reason }) => typeof finish_reason === 'string')?.finish_reason;
  if (contents.length === 0 && calls.length === 0) throw nothingAnswered(finishReason);
  const said = contents.join('');
  const cut = cutAtStop(said, stop);
  const usage = toUsage(completion.usage);
  const message = new AIMessage<StandardMessageStructure>({
    content: cut ?? said,
    ...toCalls(calls),
    ...(typeof id === 'string' ? { id } : {}),
    ...(usage === undefined ? {} : { usage_metadata: usage }),
    response_metadata: toMetadata({
      model: completion.model ?? asked,
      finishReason: cut === undefined ? finishReason : 'stop',
      requestId: request_id,
    }),
  });
  const tokenUsage = usage && {
    promptTokens: usage.input_tokens,
    completionTokens: usage.output_tokens,
    totalTokens: usage.total_tokens,
  };
  return { generations: [{ text: message.text, message }], llmOutput: tokenUsage ? { tokenUsage } : {} };
}

/** What a message says about where it comes from. */
export function toMetadata(known: {
  readonly model: string;
  readonly finishReason: string | null | undefined;
  readonly requestId: string | null | undefined;
}): Record<string, string> {
  const { model, finishReason, requestId } = known;
  return {
    model_provider: 'assemblyai',
    model,
    model_name: model,
    ...(typeof finishReason === 'string' ? { finish_reason: finishReason } : {}),
    ...(typeof requestId === 'string' ? { request_id: requestId } : {}),
  };
}

/** A call that failed is never an empty message. */
export function nothingAnswered(finishReason: string | null | undefined): EarmarkError {
  const reason = typeof finishReason === 'string' ? `: it ended with \`${finishReason}\`` : '';
  return new EarmarkError('protocol', `The model answered neither text nor a tool call${reason}.`, { retryable: true });
}

function providerFailed(status: number): EarmarkError {
  const message = `The model’s provider failed (HTTP ${status}).`;
  return new EarmarkError('service', message, { retryable: status >= 500 || status === 429, status });
}

function toCalls(calls: readonly GatewayToolCall[]): ToolCalls {
  const made: ToolCalls = { tool_calls: [], invalid_tool_calls: [] };
  for (const { id, function: called } of calls) {
    const args = argumentsIn(called.arguments);
    if (args !== undefined) made.tool_calls.push({ type: 'tool_call', id, name: called.name, args });
    else {
      const error = 'The arguments are not a JSON object.';
      made.invalid_tool_calls.push({ type: 'invalid_tool_call', id, name: called.name, args: called.arguments, error });
    }
  }
  return made;
}

// Some models send nothing at all for a tool that takes nothing.
function argumentsIn(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
