import { type ChatCompletion, type ChatUsage, EarmarkError, toToolCalls } from '@earmark/core/portable';
import type {
  JSONObject,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';

type Answer = Pick<LanguageModelV4GenerateResult, 'content' | 'finishReason' | 'usage' | 'response'>;

/**
 * Turns the gateway's answer into the AI SDK's.
 *
 * @throws EarmarkError `service` where the model's provider failed, and `protocol` where nothing was answered at all.
 */
export function toAnswer(completion: ChatCompletion, asked: string): Answer {
  const { choices, llm_status_code: status } = completion;
  if (typeof status === 'number' && status >= 400) throw providerFailed(status);
  const texts = choices.flatMap(({ message }) => message.content ?? []);
  const calls = toToolCalls(completion);
  const raw = choices.find(({ finish_reason }) => typeof finish_reason === 'string')?.finish_reason;
  if (texts.length === 0 && calls.length === 0) throw nothingAnswered(raw);
  const text = texts.join('');
  const content: LanguageModelV4Content[] = text === '' ? [] : [{ type: 'text', text }];
  for (const { id, function: called } of calls) {
    content.push({ type: 'tool-call', toolCallId: id, toolName: called.name, input: inputOf(called.arguments) });
  }
  return {
    content,
    finishReason: toFinishReason(raw, calls.length > 0),
    usage: toUsage(completion.usage),
    response: { ...identityOf(completion, asked), body: completion },
  };
}

/** What an answer says about itself. */
export function identityOf(
  { id, created, model }: Pick<ChatCompletion, 'id' | 'created' | 'model'>,
  asked: string,
): { id?: string; timestamp?: Date; modelId: string } {
  return {
    modelId: model ?? asked,
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof created === 'number' ? { timestamp: new Date(created * 1000) } : {}),
  };
}

/** Some models send nothing at all for a tool that takes nothing. */
export function inputOf(text: string): string {
  return text.trim() === '' ? '{}' : text;
}

const reasons: Readonly<Record<string, LanguageModelV4FinishReason['unified']>> = Object.freeze({
  stop: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  content_filter: 'content-filter',
  refusal: 'content-filter',
  safety: 'content-filter',
});

/** The gateway ends in the words of the model's provider; a tool is called where there are calls, whatever it says. */
export function toFinishReason(raw: string | null | undefined, isCall: boolean): LanguageModelV4FinishReason {
  const name = raw?.toLowerCase() ?? '';
  const known = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
  return { unified: isCall ? 'tool-calls' : (known ?? 'other'), raw: raw ?? undefined };
}

/** Reads the gateway's usage in either of its spellings. */
export function toUsage(usage: ChatUsage | null | undefined): LanguageModelV4Usage {
  const input = usage?.input_tokens ?? usage?.prompt_tokens ?? undefined;
  const output = usage?.output_tokens ?? usage?.completion_tokens ?? undefined;
  const cacheRead = countIn(usage?.prompt_tokens_details, 'cached_tokens');
  const reasoning = countIn(usage?.completion_tokens_details, 'reasoning_tokens');
  return {
    inputTokens: { total: input, noCache: less(input, cacheRead), cacheRead, cacheWrite: undefined },
    outputTokens: { total: output, text: less(output, reasoning), reasoning },
    ...(isJsonObject(usage) ? { raw: usage } : {}),
  };
}

function countIn(details: unknown, name: string): number | undefined {
  const count: unknown = typeof details === 'object' && details !== null ? Reflect.get(details, name) : undefined;
  return typeof count === 'number' ? count : undefined;
}

function less(total: number | undefined, part: number | undefined): number | undefined {
  return total === undefined ? undefined : total - (part ?? 0);
}

// It was parsed from JSON, so that it is some.
function isJsonObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null;
}

/** A call that failed is never an empty answer. */
export function nothingAnswered(reason: string | null | undefined): EarmarkError {
  const why = typeof reason === 'string' ? `: it ended with \`${reason}\`` : '';
  return new EarmarkError('protocol', `The model answered neither text nor a tool call${why}.`, { retryable: true });
}

function providerFailed(status: number): EarmarkError {
  const details = { retryable: status >= 500 || status === 429, status };
  return new EarmarkError('service', `The model’s provider failed (HTTP ${status}).`, details);
}
