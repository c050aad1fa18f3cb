import { envelope } from './envelope.ts';
import { EarmarkError } from './errors.ts';
import type { ApiRequest } from './exchange.ts';
import { type Api, joinUrl } from './http.ts';
import type { CallOptions } from './options.ts';
import type { ChatCompletion, ChatCompletionChunk, ChatParams, ModelList, ToolCall } from './schemas/index.ts';

export interface ChatOptions extends CallOptions {
  /** How often it is asked again when the gateway surely did nothing; 0 for a caller that does so itself. @default 5 */
  readonly retries?: number | undefined;
}

export interface Llm {
  /**
   * Asks a model of the LLM gateway.
   *
   * With `transcript_id`, the first `{{ transcript }}` in the messages becomes the text of that transcript.
   *
   * @throws EarmarkError `account` when the plan has no gateway or not this model. Asked again only when the gateway surely
   * did nothing: an answer is paid for.
   * @see https://www.assemblyai.com/docs/llm-gateway
   */
  chat(params: ChatParams, options?: ChatOptions): Promise<ChatCompletion>;
  /**
   * Asks a model, and yields its answer as it is written.
   *
   * @throws EarmarkError as `chat` does, and `network` or `protocol` when the answer breaks off: never a half for a whole.
   */
  stream(params: ChatParams, options?: CallOptions): AsyncGenerator<ChatCompletionChunk>;
  /** Lists the models on offer; the list changes from one hour to the next. */
  models(options?: CallOptions): Promise<ModelList>;
}

const completion = envelope<ChatCompletion>({ choices: 'array' });
const modelList = envelope<ModelList>({ data: 'array' });

// A model thinks in silence before it says a word.
const silenceMs = 300_000;

export function createLlm(api: Api, llmGatewayUrl: string, redact: (text: string) => string): Llm {
  async function toRequest(params: ChatParams, { signal }: CallOptions, stream: boolean): Promise<ApiRequest> {
    signal?.throwIfAborted();
    const { checkedChatParams } = await import('./schemas/check-params.ts');
    const json = { ...checkedChatParams(params), ...(stream ? { stream } : {}) };
    return {
      method: 'POST',
      url: joinUrl(llmGatewayUrl, '/chat/completions'),
      body: { json },
      signal,
      deadlineMs: silenceMs,
    };
  }

  return {
    async chat(params, options = {}) {
      const answer = await api.json(completion, {
        ...(await toRequest(params, options, false)),
        retries: options.retries,
      });
      if (answer.choices.length > 0) return answer;
      throw new EarmarkError('protocol', 'The gateway answered with another shape than expected: `choices`.');
    },
    async *stream(params, options = {}) {
      const bytes = api.stream(await toRequest(params, options, true));
      const { toChunks } = await import('./llm-chunks.ts');
      yield* toChunks(bytes, redact);
    },
    models: ({ signal } = {}) => api.json(modelList, { method: 'GET', url: joinUrl(llmGatewayUrl, '/models'), signal }),
  };
}

/** The tools a model wants called: the gateway hangs them on the message or beside it, depending on the model. */
export function toToolCalls({ choices }: ChatCompletion): readonly ToolCall[] {
  return choices.flatMap(({ message, tool_calls }) => {
    const onMessage = message.tool_calls ?? [];
    return onMessage.length > 0 ? onMessage : (tool_calls ?? []);
  });
}
