import { flag, whole } from '../kinds.ts';
import { type ShapeOf, maybe, maybeNull } from '../open.ts';
import { type SpeechUnderstandingRequest, speechUnderstandingRequestSchema } from '../understanding-tasks.ts';

// https://www.assemblyai.com/docs/audio-intelligence

/** What is found in what is said. All of it is off by default. */
export interface IntelligenceParams {
  /** Key phrases, as `auto_highlights_result`. */
  auto_highlights?: boolean | undefined;
  /** Names, places and their like, as `entities`; never redacted. */
  entity_detection?: boolean | undefined;
  /** As `sentiment_analysis_results`. English only. Needs `punctuate`. */
  sentiment_analysis?: boolean | undefined;
  /** Topics, as `iab_categories_result`. */
  iab_categories?: boolean | undefined;
  /** Sensitive content, as `content_safety_labels`. */
  content_safety?: boolean | undefined;
  /** Percent of confidence from which content is labelled, 25 to 100. Default: 50. */
  content_safety_confidence?: number | null | undefined;
  /** Translation, names of speakers, formats, action items and summaries. */
  speech_understanding?: SpeechUnderstandingRequest | null | undefined;
}

export const intelligenceShape: ShapeOf<IntelligenceParams> = {
  auto_highlights: maybe(flag),
  entity_detection: maybe(flag),
  sentiment_analysis: maybe(flag),
  iab_categories: maybe(flag),
  content_safety: maybe(flag),
  content_safety_confidence: maybeNull(whole(25, 100)),
  speech_understanding: maybeNull(speechUnderstandingRequestSchema),
};
