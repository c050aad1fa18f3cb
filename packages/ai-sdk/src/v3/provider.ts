import { createLanguageModel } from '../chat/model.ts';
import { accountModel } from '../options/names.ts';
import { noSuchModel } from '../provider.ts';
import type { Means } from '../settings.ts';
import { createTranscriptionModel } from '../transcription/model.ts';
import { toLanguageModelV3, toTranscriptionModelV3 } from './models.ts';
import type { EarmarkLanguageModelV3, EarmarkTranscriptionModelV3 } from './types.ts';

/** AssemblyAI for the AI SDK 6: called, it gives a language model of the LLM gateway. */
export interface EarmarkProviderV3 {
  (modelId: string): EarmarkLanguageModelV3;
  readonly specificationVersion: 'v3';
  /** A model that hears recordings. @default the account's own model */
  transcription(modelId?: string): EarmarkTranscriptionModelV3;
  transcriptionModel(modelId: string): EarmarkTranscriptionModelV3;
  /** A model of the LLM gateway; `client.llm.models()` lists them. */
  languageModel(modelId: string): EarmarkLanguageModelV3;
  embeddingModel(modelId: string): never;
  imageModel(modelId: string): never;
}

/** Puts a provider together. */
export function createProviderV3(means: Means): EarmarkProviderV3 {
  const languageModel = (modelId: string): EarmarkLanguageModelV3 =>
    toLanguageModelV3(createLanguageModel(modelId, means));
  const transcription = (modelId: string = accountModel): EarmarkTranscriptionModelV3 =>
    toTranscriptionModelV3(createTranscriptionModel(modelId, means));
  return Object.freeze(
    Object.assign((modelId: string) => languageModel(modelId), {
      specificationVersion: 'v3' as const,
      languageModel,
      transcription,
      transcriptionModel: transcription,
      embeddingModel: (modelId: string) => noSuchModel(modelId, 'embeddingModel'),
      imageModel: (modelId: string) => noSuchModel(modelId, 'imageModel'),
    }),
  );
}
