import { between, flag, listOf, oneOf, suggested, text, texts } from '../kinds.ts';
import type { KnownLanguage, KnownSpeechModel, Suggested } from '../known.ts';
import { type ShapeOf, maybe, maybeNull, open } from '../open.ts';

// https://www.assemblyai.com/docs/pre-recorded-audio/language-detection

type Language = Suggested<KnownLanguage>;

/** How a language is found out. */
export interface LanguageDetectionOptions {
  /** Languages to choose from. Default: all. */
  expected_languages?: readonly Language[] | undefined;
  /** The language where none of the expected is heard; one of them. Default: `auto`. */
  fallback_language?: Suggested<KnownLanguage | 'auto'> | undefined;
  /** Whether speakers change languages. Default: false. */
  code_switching?: boolean | undefined;
  /** 0 to 1. Default: 0.3. */
  code_switching_confidence_threshold?: number | undefined;
  /** What to do below `language_confidence_threshold`. Default: `error`. */
  on_low_language_confidence?: 'error' | 'fallback' | undefined;
  swiss_german?: boolean | undefined;
  localization?: readonly string[] | undefined;
  [key: string]: unknown;
}

/** Which model listens, and for which language. */
export interface LanguageParams {
  /** In order of priority: the first that can, hears. Default: `universal-3-5-pro`, then `universal-2`. */
  speech_models?: readonly Suggested<KnownSpeechModel>[] | undefined;
  /** Default: detected. Speech in another language than this is heard wrongly. */
  language_code?: Language | null | undefined;
  /** The languages of speakers who change between them. */
  language_codes?: readonly Language[] | null | undefined;
  /** Finds out the language; reliable from 15 seconds of speech on. Default: true without a `language_code`. */
  language_detection?: boolean | undefined;
  /** The job fails below this confidence in the detected language, 0 to 1. Default: 0. */
  language_confidence_threshold?: number | null | undefined;
  language_detection_options?: LanguageDetectionOptions | null | undefined;
  /** A field whose terms are heard better; en, es, de and fr only. */
  domain?: Suggested<'medical-v1'> | null | undefined;
}

const language = suggested<KnownLanguage>();

const detectionOptionsSchema = open<LanguageDetectionOptions>({
  expected_languages: maybe(listOf(language)),
  fallback_language: maybe(suggested<KnownLanguage | 'auto'>()),
  code_switching: maybe(flag),
  code_switching_confidence_threshold: maybe(between(0, 1)),
  on_low_language_confidence: maybe(oneOf('error', 'fallback')),
  swiss_german: maybe(flag),
  localization: maybe(texts),
});

export const languageShape: ShapeOf<LanguageParams> = {
  speech_models: maybe(listOf(suggested<KnownSpeechModel>())),
  language_code: maybeNull(language),
  language_codes: maybeNull(listOf(language)),
  language_detection: maybe(flag),
  language_confidence_threshold: maybeNull(between(0, 1)),
  language_detection_options: maybeNull(detectionOptionsSchema),
  domain: maybeNull(text),
};
