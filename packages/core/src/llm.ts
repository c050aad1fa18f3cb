import { type Api, joinUrl } from './http.ts';
import {
  type ChatCompletion,
  type ChatParams,
  type ModelList,
  chatCompletionSchema,
  modelListSchema,
} from './schemas/chat.ts';
import type { CallOptions } from './transcripts.ts';

export interface Llm {
  /**
   * Asks a model of the LLM gateway.
   *
   * @throws EarmarkError `account` when the plan has no gateway or not this model.
   * @see https://www.assemblyai.com/docs/llm-gateway
   */
  chat(params: ChatParams, options?: CallOptions): Promise<ChatCompletion>;
  /** Lists the models on offer; the list changes from one hour to the next. */
  models(options?: CallOptions): Promise<ModelList>;
}

export function createLlm(api: Api, llmGatewayUrl: string): Llm {
  return {
    async chat(params, { signal } = {}) {
      const { checkedChatParams } = await import('./schemas/check-params.ts');
      checkedChatParams(params);
      const url = joinUrl(llmGatewayUrl, '/chat/completions');
      return await api.json(chatCompletionSchema, { method: 'POST', url, body: { json: params }, signal });
    },
    models: ({ signal } = {}) =>
      api.json(modelListSchema, { method: 'GET', url: joinUrl(llmGatewayUrl, '/models'), signal }),
  };
}
