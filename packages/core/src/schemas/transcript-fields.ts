import { flag, listOf, number, object, text } from './kinds.ts';
import type { KnownSpeechModel, Suggested } from './known.ts';
import { type Echo, type ShapeOf, echoOf, maybeNull, open } from './open.ts';
import * as results from './results.ts';
import { type EchoedParams, echoedShape } from './transcript-params.ts';
import { type SpeechUnderstanding, speechUnderstandingSchema, textsByName } from './understanding.ts';
import { unwalked } from './unwalked.ts';
import { type Utterance, type Word, utteranceSchema, wordSchema } from './words.ts';

// https://www.assemblyai.com/docs/api-reference/transcripts/get

export interface TranscriptMetadata {
  domain_used?: string | null | undefined;
  /** The first of `warnings`, in older answers. */
  warning?: string | null | undefined;
  /** What the service could not do as it was asked. */
  warnings?: { message: string; [key: string]: unknown }[] | null | undefined;
  [key: string]: unknown;
}

/** The languages of speakers who change between them. */
export interface LanguageDetectionResults {
  code_switching_languages?: Record<string, unknown>[] | null | undefined;
  [key: string]: unknown;
}

/** Keys of a job in any state: what was asked, and results that may be there once it is completed. */
export interface TranscriptFields extends Echo<Omit<EchoedParams, 'speech_understanding'>> {
  id: string;
  /** `http://deleted_by_user` once it is deleted. */
  audio_url: string;
  text?: string | null | undefined;
  words?: Word[] | null | undefined;
  /** With `speaker_labels` or `multichannel`. */
  utterances?: Utterance[] | null | undefined;
  /** Mean of the words', 0 to 1. */
  confidence?: number | null | undefined;
  /** In whole seconds, rounded up. */
  audio_duration?: number | null | undefined;
  /** With `multichannel`. */
  audio_channels?: number | null | undefined;
  /** 0 to 1, where the language was detected. */
  language_confidence?: number | null | undefined;
  language_detection_results?: LanguageDetectionResults | null | undefined;
  /** The model that did listen. */
  speech_model_used?: Suggested<KnownSpeechModel> | null | undefined;
  speech_understanding?: SpeechUnderstanding | null | undefined;
  /** By language, after translation. */
  translated_texts?: Record<string, string> | null | undefined;
  auto_highlights_result?: results.HighlightsResult | null | undefined;
  content_safety_labels?: results.ContentSafetyResult | null | undefined;
  iab_categories_result?: results.TopicsResult | null | undefined;
  sentiment_analysis_results?: results.SentimentResult[] | null | undefined;
  entities?: results.Entity[] | null | undefined;
  /** With `redact_pii_return_unredacted`. */
  unredacted_text?: string | null | undefined;
  unredacted_words?: Word[] | null | undefined;
  unredacted_utterances?: Utterance[] | null | undefined;
  metadata?: TranscriptMetadata | null | undefined;
  /** Whether the webhook has a header of its own. */
  webhook_auth?: boolean | null | undefined;
  /** What the webhook's receiver answered last. */
  webhook_status_code?: number | null | undefined;
  /** Whether it waited for other jobs to end. */
  throttled?: boolean | null | undefined;
  /** Why it failed, where it did. */
  error?: string | null | undefined;
  /** @deprecated Comes with `auto_chapters`; use `speech_understanding.response.summarization`. */
  chapters?: results.Chapter[] | null | undefined;
  /** @deprecated Comes with `summarization`; use `speech_understanding.response.summarization`. */
  summary?: string | null | undefined;
  /** @deprecated Always the same; use `speech_model_used`. */
  language_model?: string | null | undefined;
  /** @deprecated Always the same; use `speech_model_used`. */
  acoustic_model?: string | null | undefined;
  [key: string]: unknown;
}

const { speech_understanding: _request, ...echoed } = echoedShape;

const metadataSchema = open<TranscriptMetadata>({
  domain_used: maybeNull(text),
  warning: maybeNull(text),
  warnings: maybeNull(listOf(open<{ message: string; [key: string]: unknown }>({ message: text }))),
});

export const transcriptFields: ShapeOf<TranscriptFields> = {
  ...echoOf<Omit<EchoedParams, 'speech_understanding'>>(echoed),
  id: text,
  audio_url: text,
  text: maybeNull(text),
  words: maybeNull(unwalked(wordSchema)),
  utterances: maybeNull(unwalked(utteranceSchema)),
  confidence: maybeNull(number),
  audio_duration: maybeNull(number),
  audio_channels: maybeNull(number),
  language_confidence: maybeNull(number),
  language_detection_results: maybeNull(
    open<LanguageDetectionResults>({ code_switching_languages: maybeNull(listOf(object)) }),
  ),
  speech_model_used: maybeNull(text),
  speech_understanding: maybeNull(speechUnderstandingSchema),
  translated_texts: maybeNull(textsByName),
  auto_highlights_result: maybeNull(results.highlightsSchema),
  content_safety_labels: maybeNull(results.contentSafetySchema),
  iab_categories_result: maybeNull(results.topicsSchema),
  sentiment_analysis_results: maybeNull(unwalked(results.sentimentSchema)),
  entities: maybeNull(unwalked(results.entitySchema)),
  unredacted_text: maybeNull(text),
  unredacted_words: maybeNull(unwalked(wordSchema)),
  unredacted_utterances: maybeNull(unwalked(utteranceSchema)),
  metadata: maybeNull(metadataSchema),
  webhook_auth: maybeNull(flag),
  webhook_status_code: maybeNull(number),
  throttled: maybeNull(flag),
  error: maybeNull(text),
  chapters: maybeNull(unwalked(results.chapterSchema)),
  summary: maybeNull(text),
  language_model: maybeNull(text),
  acoustic_model: maybeNull(text),
};
