import { number, object, recordOf, suggested, text } from './kinds.ts';
import type { Suggested } from './known.ts';
import { maybeNull, open } from './open.ts';
import { unwalked } from './unwalked.ts';
import type { SpeechUnderstandingTasks } from './understanding-tasks.ts';
import { type Timestamp, type Utterance, type Word, utteranceSchema, wordSchema } from './words.ts';

// https://www.assemblyai.com/docs/speech-understanding

/** How a task ended: `success`, or what went wrong; the job itself is completed either way. */
export interface TaskResult {
  status: Suggested<'success'>;
  [key: string]: unknown;
}

export interface SpeakerIdentificationResult extends TaskResult {
  /** Who is who: labels as of diarization, and the names they stand for. */
  mapping?: Record<string, string> | null | undefined;
}

/** The transcript's own `text` stays as it is. */
export interface CustomFormattingResult extends TaskResult {
  /** What was said, and how it is written. */
  mapping?: Record<string, string> | null | undefined;
  formatted_text?: string | null | undefined;
  formatted_utterances?: Utterance[] | null | undefined;
}

export interface ActionItem {
  action_item: string;
  /** What was said. */
  quote: string;
  /** Where it was said, in milliseconds from the start of the recording. */
  timestamp: number;
  [key: string]: unknown;
}

export interface ActionItemsResult extends TaskResult {
  items?: ActionItem[] | null | undefined;
}

export interface SummaryPart extends Timestamp {
  headline: string;
  text: string;
}

export interface SummarizationResult extends TaskResult {
  summary_type?: Suggested<'paragraph' | 'bullets'> | null | undefined;
  summary?: SummaryPart[] | null | undefined;
}

export interface SpeechUnderstandingResults {
  /** The translations themselves are the transcript's `translated_texts`. */
  translation?: TaskResult | null | undefined;
  speaker_identification?: SpeakerIdentificationResult | null | undefined;
  custom_formatting?: CustomFormattingResult | null | undefined;
  action_items?: ActionItemsResult | null | undefined;
  summarization?: SummarizationResult | null | undefined;
  [key: string]: unknown;
}

/** What was asked, and once it is done, what came of it. */
export interface SpeechUnderstanding {
  request?: SpeechUnderstandingTasks | null | undefined;
  response?: SpeechUnderstandingResults | null | undefined;
  [key: string]: unknown;
}

/** An answer about a transcript that was already there; not a transcript, and not kept. */
export interface Understanding {
  request_id?: string | null | undefined;
  speech_understanding: SpeechUnderstanding;
  /** By language. */
  translated_texts?: Record<string, string> | null | undefined;
  utterances?: Utterance[] | null | undefined;
  words?: Word[] | null | undefined;
  [key: string]: unknown;
}

const status = suggested<'success'>();
export const textsByName = recordOf(text, 'an object of strings');

const resultsSchema = open<SpeechUnderstandingResults>({
  translation: maybeNull(open<TaskResult>({ status })),
  speaker_identification: maybeNull(open<SpeakerIdentificationResult>({ status, mapping: maybeNull(textsByName) })),
  custom_formatting: maybeNull(
    open<CustomFormattingResult>({
      status,
      mapping: maybeNull(textsByName),
      formatted_text: maybeNull(text),
      formatted_utterances: maybeNull(unwalked(utteranceSchema)),
    }),
  ),
  action_items: maybeNull(
    open<ActionItemsResult>({
      status,
      items: maybeNull(unwalked(open<ActionItem>({ action_item: text, quote: text, timestamp: number }))),
    }),
  ),
  summarization: maybeNull(
    open<SummarizationResult>({
      status,
      summary_type: maybeNull(text),
      summary: maybeNull(unwalked(open<SummaryPart>({ headline: text, text, start: number, end: number }))),
    }),
  ),
});

export const speechUnderstandingSchema = open<SpeechUnderstanding>({
  // An echo: what was accepted is not judged again.
  request: maybeNull(object),
  response: maybeNull(resultsSchema),
});

export const understandingSchema = open<Understanding>({
  request_id: maybeNull(text),
  speech_understanding: speechUnderstandingSchema,
  translated_texts: maybeNull(textsByName),
  utterances: maybeNull(unwalked(utteranceSchema)),
  words: maybeNull(unwalked(wordSchema)),
});
