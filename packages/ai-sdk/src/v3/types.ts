import type {
  LanguageModelV3CallOptions,
  LanguageModelV3FinishReason,
  LanguageModelV3Usage,
  SharedV3Warning,
  TranscriptionModelV3CallOptions,
} from '@ai-sdk/provider';

// The AI SDK 6 has types of JSON that those of the AI SDK 7, by the same names, do not fit: what is handed out is written
// down here, and fits whichever of the two is installed.

type Json = null | string | number | boolean | { [key: string]: Json | undefined } | Json[];

/** What the provider adds to a result, by its name. */
export type MetadataV3 = Record<string, { [key: string]: Json | undefined }>;

interface TranscriptionResult {
  text: string;
  segments: { text: string; startSecond: number; endSecond: number }[];
  language: string | undefined;
  durationInSeconds: number | undefined;
  warnings: SharedV3Warning[];
  response: { timestamp: Date; modelId: string; body?: unknown };
  providerMetadata: MetadataV3;
}

/** A model that hears recordings. */
export interface EarmarkTranscriptionModelV3 {
  readonly specificationVersion: 'v3';
  readonly provider: string;
  readonly modelId: string;
  doGenerate(options: TranscriptionModelV3CallOptions): Promise<TranscriptionResult>;
}

type ToolCall = { type: 'tool-call'; toolCallId: string; toolName: string; input: string };
export type ContentV3 = { type: 'text'; text: string } | ToolCall;
export type UsageV3 = Omit<LanguageModelV3Usage, 'raw'>;

interface Identity {
  id?: string;
  timestamp?: Date;
  modelId?: string;
}

export type StreamPartV3 =
  | { type: 'stream-start'; warnings: SharedV3Warning[] }
  | ({ type: 'response-metadata' } & Identity)
  | { type: 'text-start' | 'text-end'; id: string }
  | { type: 'text-delta'; id: string; delta: string }
  | { type: 'tool-input-start'; id: string; toolName: string }
  | { type: 'tool-input-delta'; id: string; delta: string }
  | { type: 'tool-input-end'; id: string }
  | ToolCall
  | { type: 'finish'; usage: UsageV3; finishReason: LanguageModelV3FinishReason }
  | { type: 'raw'; rawValue: unknown }
  | { type: 'error'; error: unknown };

interface GenerateResult {
  content: ContentV3[];
  finishReason: LanguageModelV3FinishReason;
  usage: UsageV3;
  warnings: SharedV3Warning[];
  request: { body?: unknown };
  response: Identity & { body?: unknown };
}

/** A model of the LLM gateway. */
export interface EarmarkLanguageModelV3 {
  readonly specificationVersion: 'v3';
  readonly provider: string;
  readonly modelId: string;
  readonly supportedUrls: Record<string, RegExp[]>;
  doGenerate(options: LanguageModelV3CallOptions): Promise<GenerateResult>;
  doStream(
    options: LanguageModelV3CallOptions,
  ): Promise<{ stream: ReadableStream<StreamPartV3>; request: { body?: unknown } }>;
}
