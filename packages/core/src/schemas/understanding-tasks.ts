import { flag, listOf, oneOf, suggested, text, textOf } from './kinds.ts';
import type { KnownLanguage, Suggested } from './known.ts';
import { maybe, open } from './open.ts';

// https://www.assemblyai.com/docs/speech-understanding

type Effort = Suggested<'low' | 'medium'>;

export interface TranslationTask {
  target_languages: readonly Suggested<KnownLanguage>[];
  /** Default: false. */
  formal?: boolean | undefined;
  /** Translates every utterance as well. Default: false. Needs `speaker_labels` or `multichannel`. */
  match_original_utterance?: boolean | undefined;
  /** Translates even what is in that language already. Default: false. */
  force_translation?: boolean | undefined;
  [key: string]: unknown;
}

/** Somebody who may be heard: a name or a role, and whatever helps to tell who it is. */
export interface SpeakerHint {
  name?: string | undefined;
  role?: string | undefined;
  description?: string | undefined;
  [key: string]: unknown;
}

/** Needs `speaker_labels` or `multichannel`. */
export interface SpeakerIdentificationTask {
  speaker_type: 'role' | 'name';
  /** Names or roles to choose from, of up to 35 characters each. Roles need these, or `speakers`. */
  known_values?: readonly string[] | undefined;
  speakers?: readonly SpeakerHint[] | undefined;
  [key: string]: unknown;
}

export interface CustomFormattingTask {
  /** Such as `mm/dd/yyyy`. */
  date?: Suggested<'mm/dd/yyyy' | 'dd/mm/yyyy' | 'yyyy-mm-dd' | 'mm-dd-yyyy' | 'dd.mm.yyyy'> | undefined;
  /** Such as `xxx-xxx-xxxx`. */
  phone_number?: Suggested<'(xxx)xxx-xxxx' | 'xxx-xxx-xxxx' | 'xxx.xxx.xxxx' | '+x(xxx)xxx-xxxx'> | undefined;
  email?: Suggested<'username@domain.com'> | undefined;
  /** Default: false. */
  format_utterances?: boolean | undefined;
  [key: string]: unknown;
}

/** All of it may be left out: `{}` is a request. */
export interface ActionItemsTask {
  /** Default: false. */
  include_decisions?: boolean | undefined;
  /** Default: `low`. */
  effort?: Effort | undefined;
  [key: string]: unknown;
}

export interface SummarizationTask {
  summary_type: Suggested<'paragraph' | 'bullets'>;
  /** Default: `low`; `medium` for more than an hour and a half, or several languages. */
  effort?: Effort | undefined;
  [key: string]: unknown;
}

/** What to make of a transcript; several at once are fine. */
export interface SpeechUnderstandingTasks {
  translation?: TranslationTask | undefined;
  speaker_identification?: SpeakerIdentificationTask | undefined;
  custom_formatting?: CustomFormattingTask | undefined;
  action_items?: ActionItemsTask | undefined;
  summarization?: SummarizationTask | undefined;
  [key: string]: unknown;
}

export interface SpeechUnderstandingRequest {
  request: SpeechUnderstandingTasks;
  [key: string]: unknown;
}

/** A request to understand a transcript that is already there. Nothing of the answer is kept with the transcript. */
export interface UnderstandingParams {
  transcript_id: string;
  speech_understanding: SpeechUnderstandingRequest;
  [key: string]: unknown;
}

const effort = maybe(suggested<'low' | 'medium'>());

const speechUnderstandingTasksSchema = open<SpeechUnderstandingTasks>({
  translation: maybe(
    open<TranslationTask>({
      target_languages: listOf(suggested<KnownLanguage>(), 1),
      formal: maybe(flag),
      match_original_utterance: maybe(flag),
      force_translation: maybe(flag),
    }),
  ),
  speaker_identification: maybe(
    open<SpeakerIdentificationTask>({
      speaker_type: oneOf('role', 'name'),
      known_values: maybe(listOf(textOf(35))),
      speakers: maybe(listOf(open<SpeakerHint>({ name: maybe(text), role: maybe(text), description: maybe(text) }))),
    }),
  ),
  custom_formatting: maybe(
    open<CustomFormattingTask>({
      date: maybe(text),
      phone_number: maybe(text),
      email: maybe(text),
      format_utterances: maybe(flag),
    }),
  ),
  action_items: maybe(open<ActionItemsTask>({ include_decisions: maybe(flag), effort })),
  summarization: maybe(open<SummarizationTask>({ summary_type: suggested<'paragraph' | 'bullets'>(), effort })),
});

export const speechUnderstandingRequestSchema = open<SpeechUnderstandingRequest>({
  request: speechUnderstandingTasksSchema,
});

export const understandingParamsSchema = open<UnderstandingParams>({
  transcript_id: text,
  speech_understanding: speechUnderstandingRequestSchema,
});
