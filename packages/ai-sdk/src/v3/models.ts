import type {
  LanguageModelV3CallOptions,
  LanguageModelV3FinishReason,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
  SharedV3Warning,
  SharedV4Warning,
  TranscriptionModelV4,
} from '@ai-sdk/provider';
import { toMessage } from './messages.ts';
import type {
  ContentV3,
  EarmarkLanguageModelV3,
  EarmarkTranscriptionModelV3,
  MetadataV3,
  StreamPartV3,
  UsageV3,
} from './types.ts';

/** A transcription model as the AI SDK 6 calls it. */
export function toTranscriptionModelV3(model: TranscriptionModelV4): EarmarkTranscriptionModelV3 {
  return Object.freeze({
    specificationVersion: 'v3',
    provider: model.provider,
    modelId: model.modelId,
    async doGenerate(options) {
      const { text, segments, language, durationInSeconds, response, ...rest } = await model.doGenerate(options);
      const { timestamp, modelId, body } = response;
      return {
        text,
        segments,
        language,
        durationInSeconds,
        warnings: rest.warnings.map(toWarning),
        response: { timestamp, modelId, body },
        providerMetadata: isMetadata(rest.providerMetadata) ? rest.providerMetadata : {},
      };
    },
  } satisfies EarmarkTranscriptionModelV3);
}

/** A language model as the AI SDK 6 calls it. */
export function toLanguageModelV3(model: LanguageModelV4): EarmarkLanguageModelV3 {
  return Object.freeze({
    specificationVersion: 'v3',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: {},
    async doGenerate(options) {
      const { content, warnings, finishReason, usage, request, response } = await model.doGenerate(toOptions(options));
      return {
        content: content.flatMap(toContent),
        finishReason: toFinishReason(finishReason),
        usage: toUsage(usage),
        warnings: warnings.map(toWarning),
        request: { body: request?.body },
        response: { ...response },
      };
    },
    async doStream(options) {
      const { stream, request } = await model.doStream(toOptions(options));
      const transform = new TransformStream<LanguageModelV4StreamPart, StreamPartV3>({
        transform(part, controller) {
          for (const one of toParts(part)) controller.enqueue(one);
        },
      });
      return { stream: stream.pipeThrough(transform), request: { body: request?.body } };
    },
  } satisfies EarmarkLanguageModelV3);
}

function toWarning(warning: SharedV4Warning): SharedV3Warning {
  if (warning.type !== 'deprecated') return warning;
  return { type: 'other', message: `\`${warning.setting}\` is deprecated. ${warning.message}` };
}

// It was parsed from JSON, so that it is some, by either name.
function isMetadata(value: unknown): value is MetadataV3 {
  return value !== undefined;
}

function toFinishReason({ unified, raw }: LanguageModelV4FinishReason): LanguageModelV3FinishReason {
  return { unified: unified === 'interrupted' ? 'other' : unified, raw };
}

function toUsage({ inputTokens, outputTokens }: LanguageModelV4Usage): UsageV3 {
  return { inputTokens, outputTokens };
}

// The model says text and calls tools; it has no other content, and no other parts.
function toContent(content: LanguageModelV4Content): ContentV3[] {
  if (content.type === 'text') return [{ type: 'text', text: content.text }];
  if (content.type !== 'tool-call') return [];
  const { type, toolCallId, toolName, input } = content;
  return [{ type, toolCallId, toolName, input }];
}

type Same = Extract<
  LanguageModelV4StreamPart,
  { type: 'text-delta' | 'tool-input-start' | 'tool-input-delta' | 'response-metadata' | 'raw' | 'error' }
>;
const same: readonly string[] = [
  'text-delta',
  'tool-input-start',
  'tool-input-delta',
  'response-metadata',
  'raw',
  'error',
] satisfies Same['type'][];

function toParts(part: LanguageModelV4StreamPart): StreamPartV3[] {
  const { type } = part;
  if (type === 'stream-start') return [{ type, warnings: part.warnings.map(toWarning) }];
  if (type === 'finish') return [{ type, finishReason: toFinishReason(part.finishReason), usage: toUsage(part.usage) }];
  if (type === 'tool-call') return toContent(part).filter((one) => one.type === 'tool-call');
  if (type === 'text-start' || type === 'text-end' || type === 'tool-input-end') return [{ type, id: part.id }];
  return isSame(part) ? [part] : [];
}

function isSame(part: LanguageModelV4StreamPart): part is Same {
  return same.includes(part.type);
}

function toOptions({ prompt, ...options }: LanguageModelV3CallOptions): LanguageModelV4CallOptions {
  return { ...options, prompt: prompt.map(toMessage) };
}
