import { flag, oneOf, text, texts } from '../kinds.ts';
import type { KnownSpeechModel, Suggested } from '../known.ts';
import { type ShapeOf, maybe, maybeNull } from '../open.ts';

// https://www.assemblyai.com/docs/api-reference/transcripts/submit

type SummaryModel = 'informative' | 'conversational' | 'catchy';
type SummaryType = 'bullets' | 'bullets_verbose' | 'gist' | 'headline' | 'paragraph';

/** What has a successor. */
export interface DeprecatedParams {
  /** @deprecated Use `speech_models`. */
  speech_model?: Suggested<KnownSpeechModel> | null | undefined;
  /** @deprecated Use `speech_understanding.request.summarization`. */
  auto_chapters?: boolean | undefined;
  /** @deprecated Use `speech_understanding.request.summarization`. */
  summarization?: boolean | undefined;
  /** @deprecated Use `speech_understanding.request.summarization`. */
  summary_model?: SummaryModel | null | undefined;
  /** @deprecated Use `speech_understanding.request.summarization.summary_type`. */
  summary_type?: SummaryType | null | undefined;
  /** @deprecated Does nothing; use `iab_categories`. */
  custom_topics?: boolean | null | undefined;
  /** @deprecated Does nothing; use `iab_categories`. */
  topics?: readonly string[] | null | undefined;
  /** @deprecated Use `keyterms_prompt`. */
  word_boost?: readonly string[] | null | undefined;
  /** @deprecated Use `keyterms_prompt_options.keyterms_match_strength`. */
  boost_param?: 'low' | 'default' | 'high' | null | undefined;
  /** @deprecated Use `multichannel`. */
  dual_channel?: boolean | null | undefined;
  /** @deprecated Does nothing; use `speech_models`. */
  speed_boost?: boolean | null | undefined;
}

export const deprecatedShape: ShapeOf<DeprecatedParams> = {
  speech_model: maybeNull(text),
  auto_chapters: maybe(flag),
  summarization: maybe(flag),
  summary_model: maybeNull(oneOf('informative', 'conversational', 'catchy')),
  summary_type: maybeNull(oneOf('bullets', 'bullets_verbose', 'gist', 'headline', 'paragraph')),
  custom_topics: maybeNull(flag),
  topics: maybeNull(texts),
  word_boost: maybeNull(texts),
  boost_param: maybeNull(oneOf('low', 'default', 'high')),
  dual_channel: maybeNull(flag),
  speed_boost: maybeNull(flag),
};
