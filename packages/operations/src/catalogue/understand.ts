import type { SpeechUnderstandingRequest } from '@earmark/core/portable';
import { checkedUnderstandingParams, understandingSchema } from '@earmark/core/schemas';
import * as z from 'zod/mini';
import { flag, object, oneOf, text, texts, transcriptId } from '../kinds.ts';
import { defineOperation } from '../operation.ts';
import { invalid } from '../refusal.ts';
import { sampleId } from '../samples.ts';

const effort = z.optional(text('How thorough: low, or medium for long recordings.'));

const tasks = {
  translation: z.optional(
    object(
      {
        target_languages: texts('Languages to translate into, such as de.', 1),
        formal: z.optional(flag('Whether to address people formally.')),
        match_original_utterance: z.optional(flag('Whether to translate every turn too.')),
        force_translation: z.optional(flag('Whether to translate what is in that language already.')),
      },
      'Translates the text.',
    ),
  ),
  speaker_identification: z.optional(
    object(
      {
        speaker_type: oneOf('What to call the speakers by.', ['name', 'role']),
        known_values: z.optional(texts('Names or roles to choose from.')),
        speakers: z.optional(z.array(object({}, 'A speaker: name or role, and description.'), 'an array')),
      },
      'Finds out who the speakers are. Needs a transcript with speaker_labels.',
    ),
  ),
  custom_formatting: z.optional(
    object(
      {
        date: z.optional(text('How to write dates, such as mm/dd/yyyy.')),
        phone_number: z.optional(text('How to write phone numbers, such as xxx-xxx-xxxx.')),
        email: z.optional(text('How to write addresses, such as username@domain.com.')),
        format_utterances: z.optional(flag('Whether to format every turn too.')),
      },
      'Writes dates, phone numbers and addresses in a form of your own.',
    ),
  ),
  summarization: z.optional(
    object(
      { summary_type: oneOf('What kind of summary.', ['paragraph', 'bullets']), effort },
      'Sums up, part by part.',
    ),
  ),
  action_items: z.optional(
    object(
      { include_decisions: z.optional(flag('Whether to list decisions too.')), effort },
      'Lists what is to be done, with quotes; {} is enough.',
    ),
  ),
};

export const understandTranscript = defineOperation({
  id: 'understand_transcript',
  title: 'Understand a transcript',
  summary: 'Translates, names speakers, formats, sums up, lists what is to be done.',
  description:
    'Runs speech understanding on a completed transcript: one task or several of translation, speaker_identification, ' +
    'custom_formatting, summarization, action_items. The result is not kept with the transcript. Each call is paid for.',
  group: 'analysis',
  kind: 'create',
  annotations: { readOnly: false, destructive: false, idempotent: false, billable: true },
  tier: 'core',
  fields: { transcript_id: transcriptId, ...tasks },
  output: understandingSchema,
  http: {
    service: 'llm',
    method: 'POST',
    path: '/v1/understanding',
    in: Object.fromEntries(['transcript_id', ...Object.keys(tasks)].map((name) => [name, 'body' as const])),
    response: 'json',
  },
  sample: {
    input: { transcript_id: sampleId, custom_formatting: { date: 'yyyy-mm-dd' } },
    output: {
      speech_understanding: {
        request: { custom_formatting: { date: 'yyyy-mm-dd' } },
        response: { custom_formatting: { status: 'success', mapping: {}, formatted_text: 'Good morning.' } },
      },
    },
  },
  check: (input) => void toUnderstanding(input),
  run: async (input, { client, signal }) => await client.understanding.run(toUnderstanding(input), { signal }),
  sketch({ speech_understanding, translated_texts }, { transcript_id }) {
    const { response } = speech_understanding;
    const states = Object.entries(response ?? {}).map(([name, result]) => `${name} ${String(Object(result).status)}`);
    const shown = { ...response, ...(translated_texts ? { translated_texts } : {}) };
    return { facts: { transcript_id, tasks: states }, body: JSON.stringify(shown, undefined, 1), isSpeech: true };
  },
});

function toUnderstanding({
  transcript_id,
  ...request
}: { transcript_id: string } & SpeechUnderstandingRequest['request']) {
  const names = Object.keys(tasks);
  if (!names.some((name) => request[name] !== undefined))
    throw invalid(`\`${names.join('`, `')}\`: one of these tasks is needed, such as action_items: {}.`);
  return checkedUnderstandingParams({ transcript_id, speech_understanding: { request } });
}
