import type { CompletedTranscript } from '@earmark/core';
import type { JSONObject, JSONValue, SharedV4Warning, TranscriptionModelV4Result } from '@ai-sdk/provider';
import { toCamel } from '../options/names.ts';
import { toSegment, toSegments } from './segments.ts';

// What the AI SDK's result has no place for. The whole transcript is the response's body.
const told = [
  'speech_model_used',
  'language_code',
  'confidence',
  'utterances',
  'chapters',
  'summary',
  'entities',
  'sentiment_analysis_results',
  'content_safety_labels',
  'iab_categories_result',
  'auto_highlights_result',
  'translated_texts',
  'speech_understanding',
  'unredacted_text',
] as const;

/** Turns a transcript into the AI SDK's result; times become seconds. */
export function toResult(
  transcript: CompletedTranscript,
  modelId: string,
  warnings: readonly SharedV4Warning[],
): TranscriptionModelV4Result {
  const { text, words, audio_duration, language_code, speech_model_used } = transcript;
  const used: unknown = speech_model_used;
  return {
    text: text ?? '',
    segments: toSegments(transcript),
    ...(words ? { words: words.map(toSegment) } : {}),
    language: toLanguage(language_code),
    durationInSeconds: audio_duration ?? undefined,
    warnings: [...warnings],
    response: { timestamp: new Date(), modelId: typeof used === 'string' ? used : modelId, body: transcript },
    providerMetadata: { assemblyai: toMetadata(transcript) },
  };
}

/** The ISO 639-1 part of the service's code: `en` of `en_us`. */
export function toLanguage(code: string | null | undefined): string | undefined {
  return code?.split(/[_-]/)[0]?.toLowerCase() || undefined;
}

function toMetadata(transcript: CompletedTranscript): JSONObject {
  const found = told.flatMap((name): [string, JSONValue][] => {
    const value: unknown = transcript[name];
    return isJson(value) ? [[toCamel(name), value]] : [];
  });
  return { transcriptId: transcript.id, ...Object.fromEntries(found) };
}

// It was parsed from JSON, so that it is some.
function isJson(value: unknown): value is JSONValue {
  return value !== undefined && value !== null;
}
