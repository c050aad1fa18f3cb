import * as z from 'zod/mini';
import { unwalked } from './unwalked.ts';

// Times are whole milliseconds from the start of the audio; `audio_duration` is whole seconds. Unknown keys are kept.

const wordSchema = z.looseObject({
  text: z.string(),
  start: z.number(),
  end: z.number(),
  confidence: z.number(),
  speaker: z.optional(z.nullable(z.string())),
  channel: z.optional(z.nullable(z.string())),
});
export type Word = z.infer<typeof wordSchema>;

const utteranceSchema = z.looseObject({
  text: z.string(),
  start: z.number(),
  end: z.number(),
  confidence: z.number(),
  speaker: z.string(),
  channel: z.optional(z.nullable(z.string())),
  words: unwalked(wordSchema),
});
export type Utterance = z.infer<typeof utteranceSchema>;

export const transcriptSchema = z.looseObject({
  id: z.string(),
  status: z.enum(['queued', 'processing', 'completed', 'error']),
  audio_url: z.string(),
  text: z.optional(z.nullable(z.string())),
  words: z.optional(z.nullable(unwalked(wordSchema))),
  utterances: z.optional(z.nullable(unwalked(utteranceSchema))),
  confidence: z.optional(z.nullable(z.number())),
  audio_duration: z.optional(z.nullable(z.number())),
  language_code: z.optional(z.nullable(z.string())),
  speech_model_used: z.optional(z.nullable(z.string())),
  error: z.optional(z.nullable(z.string())),
  metadata: z.optional(
    z.nullable(
      z.looseObject({
        warnings: z.optional(z.nullable(z.array(z.looseObject({ message: z.string() })))),
      }),
    ),
  ),
});

type Job = z.infer<typeof transcriptSchema>;

/** A job as the service answers it, in any state; narrows by `status`. */
export type Transcript = { [Status in Job['status']]: Job & { status: Status } }[Job['status']];

/** A job that is done: the only kind that waiting resolves with. */
export type CompletedTranscript = Extract<Transcript, { status: 'completed' }>;

export const transcriptParamsSchema = z.looseObject({
  speech_models: z.optional(z.readonly(z.array(z.string()))),
  language_code: z.optional(z.nullable(z.string())),
  language_detection: z.optional(z.boolean()),
  punctuate: z.optional(z.boolean()),
  format_text: z.optional(z.boolean()),
  disfluencies: z.optional(z.boolean()),
  filter_profanity: z.optional(z.boolean()),
  keyterms_prompt: z.optional(z.readonly(z.array(z.string()))),
  prompt: z.optional(z.string()),
  multichannel: z.optional(z.boolean()),
  speaker_labels: z.optional(z.boolean()),
  speakers_expected: z.optional(z.nullable(z.number())),
  audio_start_from: z.optional(z.number()),
  audio_end_at: z.optional(z.number()),
  webhook_url: z.optional(z.string()),
  webhook_auth_header_name: z.optional(z.nullable(z.string())),
  webhook_auth_header_value: z.optional(z.nullable(z.string())),
});

/** What a job is asked to do, by the API's own names; names not listed here pass through. */
export type TranscriptParams = z.input<typeof transcriptParamsSchema>;

export const uploadSchema = z.looseObject({ upload_url: z.string() });
