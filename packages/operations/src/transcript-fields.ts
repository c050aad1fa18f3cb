import { type TranscriptParams, checkedTranscriptParams } from '@earmark/core/schemas';
import * as z from 'zod/mini';
import { anyText, between, flag, object, oneOf, record, text, texts, whole } from './kinds.ts';

const day = 86_400_000;
const share = 'from 0 to 1';

/** What everybody is shown of a job's parameters, by the API's own names. */
const usualFields = {
  language_code: z.optional(text('The language spoken, such as en or de. Without it, it is detected.')),
  language_detection: z.optional(flag('Whether to detect the language.')),
  speech_models: z.optional(texts('Models in order of priority; leave it out for the account’s own.')),
  speaker_labels: z.optional(flag('Whether to tell speakers apart: who said what.')),
  speaker_options: z.optional(
    object(
      {
        min_speakers_expected: z.optional(whole('Fewest speakers.', 1, 1000)),
        max_speakers_expected: z.optional(whole('Most speakers.', 1, 1000)),
      },
      'How many speakers there may be.',
    ),
  ),
  keyterms_prompt: z.optional(texts('Names and terms to expect, of up to 6 words each.')),
  // Empty is a value too: no prompt, whatever the account's default.
  prompt: z.optional(anyText('What the recording is about, or how to write it down.')),
  multichannel: z.optional(flag('Whether every channel is a speaker of its own.')),
  redact_pii: z.optional(flag('Whether to mask personal information in the text.')),
  redact_pii_policies: z.optional(texts('What to mask, such as person_name or phone_number. Needs redact_pii.')),
  sentiment_analysis: z.optional(flag('Whether to tell the sentiment of each sentence.')),
  entity_detection: z.optional(flag('Whether to find names, places, dates and the like.')),
  audio_start_from: z.optional(whole('Where to begin, in milliseconds.', 0, day)),
  audio_end_at: z.optional(whole('Where to stop, in milliseconds.', 1, day)),
};

const detectionOptions = object(
  {
    expected_languages: z.optional(texts('Languages to choose from.')),
    fallback_language: z.optional(text('The language where none of these is heard.')),
    code_switching: z.optional(flag('Whether speakers change languages.')),
    code_switching_confidence_threshold: z.optional(between(`Confidence, ${share}.`, 0, 1)),
  },
  'How the language is detected.',
);

/** What few need; forms fold it away, models do not see it. */
const furtherFields = {
  language_codes: z.optional(texts('The languages of speakers who change between them.')),
  language_confidence_threshold: z.optional(between(`The job fails below this confidence, ${share}.`, 0, 1)),
  language_detection_options: z.optional(detectionOptions),
  punctuate: z.optional(flag('Whether to punctuate; on unless turned off.')),
  format_text: z.optional(flag('Whether to write numbers and names as people do; on unless turned off.')),
  disfluencies: z.optional(flag('Whether to keep um, uh and their like.')),
  filter_profanity: z.optional(flag('Whether to mask swear words.')),
  custom_spelling: z.optional(
    z.array(object({ from: texts('Phrases.', 1), to: text('One word.') }, 'A spelling.'), 'an array'),
  ),
  temperature: z.optional(between(`How free the model is, ${share}.`, 0, 1)),
  remove_audio_tags: z.optional(oneOf('Which tags to leave out of the text.', ['all', 'speaker'])),
  domain: z.optional(text('A field whose terms are heard better, such as medical-v1.')),
  speech_threshold: z.optional(between(`The job fails with less speech than this, ${share}.`, 0, 1)),
  content_safety: z.optional(flag('Whether to find sensitive content.')),
  content_safety_confidence: z.optional(whole('Least confidence of such a finding.', 25, 100)),
  iab_categories: z.optional(flag('Whether to tell topics.')),
  auto_highlights: z.optional(flag('Whether to find key phrases.')),
  redact_pii_sub: z.optional(text('What stands for what is masked: hash or entity_name.')),
  redact_pii_audio: z.optional(flag('Whether to make a recording without it too. Needs redact_pii.')),
  redact_pii_audio_quality: z.optional(oneOf('The format of that recording.', ['mp3', 'wav'])),
  redact_pii_audio_options: z.optional(record('How that recording is made.')),
  redact_pii_return_unredacted: z.optional(flag('Whether to give the text unmasked too. Needs redact_pii.')),
  redact_static_entities: z.optional(record('Words to mask, by the label to write instead. Needs redact_pii.')),
  speech_understanding: z.optional(record('Tasks to run with the job: { request: { … } }.')),
  webhook_url: z.optional(text('Whom to tell when the job is done.')),
  webhook_auth_header_name: z.optional(text('A header that proves it is the service who calls.')),
  webhook_auth_header_value: z.optional(text('The value of that header.')),
  extra: z.optional(record('Parameters that are not listed here, deprecated ones too.')),
};

export const transcriptFields = { ...usualFields, ...furtherFields };

const advanced = Object.keys(furtherFields).map((name) => [name, { advanced: true }] as const);

export const transcriptUi = {
  ...Object.fromEntries(advanced),
  prompt: { control: 'textarea' },
  webhook_auth_header_value: { control: 'secret', advanced: true },
} as const;

type Fields = z.infer<z.ZodMiniObject<typeof transcriptFields, z.core.$strict>>;

/** The API's parameters of what a host was given. @throws EarmarkError `invalid`, before anything is sent */
export function toParams({ extra, ...fields }: Fields): TranscriptParams {
  const { audio_url: _ours, ...more } = extra ?? {};
  const params: Record<string, unknown> = { ...more, ...fields };
  return checkedTranscriptParams(params);
}
