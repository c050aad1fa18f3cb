import { NoSuchModelError } from '@ai-sdk/provider';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { type Called, toHostError } from '../errors.ts';
import { stoppable, toReadable } from '../readable.ts';
import type { Means } from '../settings.ts';
import { toChatParams } from './params.ts';
import { toAnswer } from './result.ts';
import { toParts } from './stream.ts';

/**
 * Creates a model of the LLM gateway.
 *
 * With `providerOptions.assemblyai.transcriptId`, the first `{{ transcript }}` in the messages becomes the text of that
 * transcript. `ai` calls again what failed in passing; the client does not, so that the numbers do not multiply.
 *
 * @throws NoSuchModelError for an id that is no name.
 */
export function createLanguageModel(modelId: string, means: Means): LanguageModelV4 {
  if (typeof modelId !== 'string' || modelId === '') {
    const message = '`modelId` must be the name of a model of the LLM gateway.';
    throw new NoSuchModelError({ modelId, modelType: 'languageModel', message });
  }
  const called = (): Called => ({ url: `${means.addressOf('llm')}/chat/completions`, mayRetry: true });

  return Object.freeze({
    specificationVersion: 'v4',
    provider: 'assemblyai.chat',
    modelId,
    supportedUrls: Object.freeze({}),
    async doGenerate(options) {
      try {
        const { params, warnings } = toChatParams(modelId, options);
        const { llm } = means.client(options.headers);
        const completion = await llm.chat(params, { signal: options.abortSignal, retries: 0 });
        return { ...toAnswer(completion, modelId), request: { body: params }, warnings };
      } catch (error) {
        throw toHostError(error, called());
      }
    },
    async doStream(options) {
      const { signal, stop } = stoppable(options.abortSignal);
      try {
        const { params, warnings } = toChatParams(modelId, options);
        const asked = { stream_options: { include_usage: true }, ...params };
        const chunks = means.client(options.headers).llm.stream(asked, { signal });
        // Until its first words, a call that failed may be made again.
        const first = await chunks.next();
        const isRaw = options.includeRawChunks === true;
        const parts = toParts({ first, chunks, asked: modelId, warnings, isRaw, called: called() });
        return { stream: toReadable({ parts, stop }), request: { body: asked } };
      } catch (error) {
        throw toHostError(error, called());
      }
    },
  } satisfies LanguageModelV4);
}
