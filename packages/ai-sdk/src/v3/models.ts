import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3Content,
  LanguageModelV3FinishReason,
  LanguageModelV3StreamPart,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  SharedV3Warning,
  SharedV4Warning,
  TranscriptionModelV3,
  TranscriptionModelV4,
} from '@ai-sdk/provider';
import { toMessage } from './messages.ts';

/** A transcription model as the AI SDK 6 calls it. */
export function toTranscriptionModelV3(model: TranscriptionModelV4): TranscriptionModelV3 {
  return Object.freeze({
    specificationVersion: 'v3',
    provider: model.provider,
    modelId: model.modelId,
    async doGenerate(options) {
      const { words: _words, usage: _usage, warnings, ...result } = await model.doGenerate(options);
      return { ...result, warnings: warnings.map(toWarning) };
    },
  } satisfies TranscriptionModelV3);
}

/** A language model as the AI SDK 6 calls it. */
export function toLanguageModelV3(model: LanguageModelV4): LanguageModelV3 {
  return Object.freeze({
    specificationVersion: 'v3',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    async doGenerate(options) {
      const { structuredOutputText: _text, ...result } = await model.doGenerate(toOptions(options));
      const { content, warnings, finishReason } = result;
      return {
        ...result,
        content: content.flatMap(toContent),
        finishReason: toFinishReason(finishReason),
        warnings: warnings.map(toWarning),
      };
    },
    async doStream(options) {
      const { stream, ...rest } = await model.doStream(toOptions(options));
      const transform = new TransformStream<LanguageModelV4StreamPart, LanguageModelV3StreamPart>({
        transform(part, controller) {
          for (const one of toPart(part)) controller.enqueue(one);
        },
      });
      return { ...rest, stream: stream.pipeThrough(transform) };
    },
  } satisfies LanguageModelV3);
}

function toWarning(warning: SharedV4Warning): SharedV3Warning {
  if (warning.type !== 'deprecated') return warning;
  return { type: 'other', message: `\`${warning.setting}\` is deprecated. ${warning.message}` };
}

function toFinishReason({ unified, raw }: LanguageModelV4FinishReason): LanguageModelV3FinishReason {
  return { unified: unified === 'interrupted' ? 'other' : unified, raw };
}

// The model says text and calls tools; it has no other content.
function toContent(content: LanguageModelV4Content): LanguageModelV3Content[] {
  if (content.type === 'text') return [{ type: 'text', text: content.text }];
  return content.type === 'tool-call' ? [content] : [];
}

// Parts that are written alike; the model makes no others.
const same = [
  'text-start',
  'text-delta',
  'tool-input-start',
  'tool-input-delta',
  'tool-input-end',
  'tool-call',
  'response-metadata',
  'raw',
  'error',
] as const;
type Same = Extract<LanguageModelV4StreamPart, { readonly type: (typeof same)[number] }>;

function toPart(part: LanguageModelV4StreamPart): LanguageModelV3StreamPart[] {
  if (part.type === 'stream-start') return [{ type: part.type, warnings: part.warnings.map(toWarning) }];
  if (part.type === 'finish') return [{ ...part, finishReason: toFinishReason(part.finishReason) }];
  if (part.type === 'text-end') return [{ type: part.type, id: part.id }];
  return isSame(part) ? [part] : [];
}

function isSame(part: LanguageModelV4StreamPart): part is Same {
  const types: readonly string[] = same;
  return types.includes(part.type);
}

function toOptions({ prompt, ...options }: LanguageModelV3CallOptions): LanguageModelV4CallOptions {
  return { ...options, prompt: prompt.map(toMessage) };
}
