import { type Rule, given, inside, isJson } from './rule.ts';

const texts = [
  'language_code',
  'language_model',
  'acoustic_model',
  'speech_model',
  'prompt',
  'domain',
  'webhook_auth_header_name',
  'webhook_auth_header_value',
  'language_detection_options.fallback_language',
];
const lists = [
  'speech_models',
  'language_codes',
  'language_detection_options.expected_languages',
  'keyterms_prompt',
  'redact_pii_policies',
  'topics',
  'word_boost',
];
const objects = [
  'language_detection_options',
  'keyterms_prompt_options',
  'speaker_options',
  'redact_pii_audio_options',
  'redact_static_entities',
];
const flags = ['language_detection_options.code_switching', 'redact_pii_audio_options.return_redacted_no_speech_audio'];

/** Values that are of another type than documented; what is above comes before what is in it. */
export const typeRules: readonly Rule[] = [
  ...rulesFor(objects, 'an Object', isJson),
  ...rulesFor(texts, 'a String', isText),
  ...rulesFor(lists, 'a List of Strings', isTexts),
  ...rulesFor(flags, 'a Boolean', (value) => typeof value === 'boolean'),
  ...rulesFor(
    ['custom_spelling'],
    'a List of Objects, each with from, a List of Strings, and to, a String',
    isSpelling,
  ),
];

function rulesFor(paths: readonly string[], type: string, isOne: (value: unknown) => boolean): Rule[] {
  return paths.map((path) => ({
    broken(body) {
      const value = inside(body, ...path.split('.'));
      return given(value) && !isOne(value);
    },
    message: `${path} must be ${type}`,
  }));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}

function isSpelling(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => isJson(one) && isTexts(one['from']) && isText(one['to']));
}
