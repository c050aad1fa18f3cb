import type { Json } from '../../shapes.ts';
import { type Rule, given, inside, isJson, task } from './rule.ts';

/** What needs what: a feature that is on, what must be on as well, and what may stand in for it. */
const needs: readonly (readonly [feature: string, needed: string])[] = [
  ['redact_pii_audio', 'redact_pii'],
  ['redact_static_entities', 'redact_pii'],
  ['speaker_labels', 'punctuate'],
  ['auto_chapters', 'punctuate'],
  ['sentiment_analysis', 'punctuate'],
  ['summarization', 'punctuate'],
  ['redact_pii', 'format_text'],
];

// These are on until somebody turns them off.
const onByDefault = new Set(['punctuate', 'format_text']);

/** Values that are wrong together. https://www.assemblyai.com/docs/api-reference/transcripts/submit */
export const conflictRules: readonly Rule[] = [
  {
    broken: (body) => body['redact_pii_return_unredacted'] === true && !isOn(body, 'redact_pii'),
    message: '`redact_pii_return_unredacted` can only be set to True if `redact_pii` is True',
  },
  {
    broken: ({ speaker_options, speakers_expected }) => given(speaker_options) && given(speakers_expected),
    message: 'Both speaker_options and speakers_expected can not be used in the same request.',
  },
  {
    broken: ({ speaker_options: asked }) =>
      Number(inside(asked, 'min_speakers_expected') ?? 1) > Number(inside(asked, 'max_speakers_expected') ?? Infinity),
    message: 'speaker_options.min_speakers_expected must not be above speaker_options.max_speakers_expected',
  },
  {
    broken: (body) => wantsVoices(body) && !isOn(body, 'speaker_labels') && !isOn(body, 'multichannel'),
    message: 'speaker_labels or multichannel required',
  },
  {
    broken: (body) => formattedAndRedacted(body).length > 0,
    message: (body) =>
      formattedAndRedacted(body)
        .map((kind) => `redact pii ${kind} not compatible with formatting ${kind}`)
        .join('; '),
  },
  {
    broken: (body) => isOn(body, 'summarization') && isOn(body, 'auto_chapters'),
    message: 'summarization and auto_chapters can not be used in the same request',
  },
  {
    broken: ({ summary_model, summary_type }) => given(summary_model) !== given(summary_type),
    message: 'summary_model and summary_type must be given together',
  },
  {
    broken: ({ summary_model, summary_type }) => given(summary_model) && !suits(summary_model, summary_type),
    message: ({ summary_model, summary_type }) =>
      `summary_type ${String(summary_type)} is not available with summary_model ${String(summary_model)}`,
  },
  ...needs.map(([feature, needed]): Rule => ({
    broken: (body) => isOn(body, feature) && !isOn(body, needed),
    message: `${feature} requires ${needed} to be true`,
  })),
  {
    broken: (body) =>
      isOn(body, 'summarization') && body['summary_model'] !== 'conversational' && !isOn(body, 'format_text'),
    message: 'summarization requires format_text to be true',
  },
  {
    broken: (body) =>
      isOn(body, 'summarization') &&
      body['summary_model'] === 'conversational' &&
      !isOn(body, 'speaker_labels') &&
      !isOn(body, 'multichannel'),
    message: 'summary_model conversational requires speaker_labels or multichannel to be true',
  },
  {
    broken: ({ audio_start_from, audio_end_at }) =>
      given(audio_end_at) && Number(audio_start_from ?? 0) >= Number(audio_end_at),
    message: 'audio_end_at must be after audio_start_from',
  },
  {
    broken: ({ webhook_auth_header_name: name, webhook_auth_header_value: value }) => given(name) !== given(value),
    message: 'webhook_auth_header_name and webhook_auth_header_value must be given together',
  },
];

function isOn(body: Json, name: string): boolean {
  const value = body[name];
  if (onByDefault.has(name)) return value !== false;
  return value === true || isJson(value);
}

function wantsVoices(body: Json): boolean {
  return (
    given(task(body, 'speaker_identification')) ||
    inside(task(body, 'translation'), 'match_original_utterance') === true
  );
}

// In the order the service names them.
const formats: readonly (readonly [kind: string, policy: string])[] = [
  ['phone_number', 'phone_number'],
  ['date', 'date'],
  ['email', 'email_address'],
];

function formattedAndRedacted(body: Json): string[] {
  const policies: unknown = body['redact_pii_policies'];
  if (!isOn(body, 'redact_pii') || !Array.isArray(policies)) return [];
  const formatting = task(body, 'custom_formatting');
  return formats
    .filter(([kind, policy]) => given(inside(formatting, kind)) && policies.includes(policy))
    .map(([kind]) => kind);
}

function suits(model: unknown, type: unknown): boolean {
  const catchy = ['headline', 'gist'];
  return model === 'catchy' ? catchy.includes(String(type)) : type !== 'gist';
}
