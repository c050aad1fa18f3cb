import { NoSuchModelError } from '@ai-sdk/provider';
import type { LanguageModelV4, ProviderV4, TranscriptionModelV4 } from '@ai-sdk/provider';
import { createLanguageModel } from './chat/model.ts';
import { accountModel } from './options/names.ts';
import type { Means } from './settings.ts';
import { createTranscriptionModel } from './transcription/model.ts';

/** AssemblyAI for the AI SDK 7: called, it gives a language model of the LLM gateway. */
export interface EarmarkProvider extends ProviderV4 {
  (modelId: string): LanguageModelV4;
  /** A model that hears recordings and live audio. @default the account's own model */
  transcription(modelId?: string): Required<TranscriptionModelV4>;
  transcriptionModel(modelId: string): Required<TranscriptionModelV4>;
  /** A model of the LLM gateway; `client.llm.models()` lists them. */
  languageModel(modelId: string): LanguageModelV4;
}

/** Puts a provider together. */
export function createProvider(means: Means): EarmarkProvider {
  const languageModel = (modelId: string): LanguageModelV4 => createLanguageModel(modelId, means);
  const transcription = (modelId: string = accountModel): Required<TranscriptionModelV4> =>
    createTranscriptionModel(modelId, means);
  return Object.freeze(
    Object.assign((modelId: string) => languageModel(modelId), {
      specificationVersion: 'v4' as const,
      languageModel,
      transcription,
      transcriptionModel: transcription,
      embeddingModel: (modelId: string) => noSuchModel(modelId, 'embeddingModel'),
      imageModel: (modelId: string) => noSuchModel(modelId, 'imageModel'),
    }),
  );
}

/** @throws NoSuchModelError always: the service has none of these. */
export function noSuchModel(modelId: string, modelType: 'embeddingModel' | 'imageModel'): never {
  throw new NoSuchModelError({ modelId: modelId.slice(0, 100), modelType });
}
