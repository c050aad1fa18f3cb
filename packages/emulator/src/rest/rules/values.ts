import { type Rule, given, inside, isJson } from './rule.ts';

const booleans = [
  'punctuate',
  'format_text',
  'disfluencies',
  'filter_profanity',
  'language_detection',
  'multichannel',
  'speaker_labels',
  'auto_highlights',
  'entity_detection',
  'sentiment_analysis',
  'iab_categories',
  'content_safety',
  'auto_chapters',
  'summarization',
  'redact_pii',
  'redact_pii_audio',
  'redact_pii_return_unredacted',
  'custom_topics',
  'dual_channel',
  'speed_boost',
];

const ranges: readonly (readonly [path: string, least: number, most: number, whole: boolean])[] = [
  ['content_safety_confidence', 25, 100, true],
  ['speech_threshold', 0, 1, false],
  ['language_confidence_threshold', 0, 1, false],
  ['language_detection_options.code_switching_confidence_threshold', 0, 1, false],
  ['temperature', 0, 1, false],
  ['audio_start_from', 0, Infinity, true],
  ['audio_end_at', 1, Infinity, true],
  ['speakers_expected', 1, Infinity, true],
  ['speaker_options.min_speakers_expected', 1, Infinity, true],
  ['speaker_options.max_speakers_expected', 1, Infinity, true],
];

const choices: readonly (readonly [path: string, values: readonly string[]])[] = [
  ['summary_model', ['informative', 'conversational', 'catchy']],
  ['summary_type', ['bullets', 'bullets_verbose', 'gist', 'headline', 'paragraph']],
  // E25's text calls the second `entity_type`.
  ['redact_pii_sub', ['hash', 'entity_name', 'entity_type']],
  ['redact_pii_audio_quality', ['mp3', 'wav']],
  ['remove_audio_tags', ['all', 'speaker']],
  ['redact_pii_audio_options.override_audio_redaction_method', ['silence']],
  ['boost_param', ['low', 'default', 'high']],
];

const headerText: readonly (readonly [name: string, allowed: RegExp, words: string])[] = [
  ['webhook_auth_header_name', /^[\w-]{1,1000}$/, '1 to 1000 letters, digits, hyphens or underscores'],
  // More than the documentation forbids, because HTTP does: what cannot be a header cannot be sent.
  ['webhook_auth_header_value', /^[\t\x20-\x7e\x80-\xff]{1,1000}$/, '1 to 1000 characters without line breaks'],
];

/** Values that are wrong by themselves. */
export const valueRules: readonly Rule[] = [
  ...booleans.map((name): Rule => ({
    broken: (body) => body[name] !== undefined && typeof body[name] !== 'boolean',
    message: `${name} must be a Boolean`,
  })),
  ...ranges.map(([path, least, most, whole]): Rule => ({
    broken: (body) => {
      const value = inside(body, ...path.split('.'));
      return given(value) && !isBetween(value, least, most, whole);
    },
    message: `${path} must be ${whole ? 'a whole number' : 'a number'} ${most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`}`,
  })),
  ...choices.map(([path, values]): Rule => ({
    broken(body) {
      const asked = inside(body, ...path.split('.'));
      return given(asked) && !values.some((value) => value === asked);
    },
    message: `${path} must be one of ${values.join(', ')}`,
  })),
  ...headerText.map(([name, allowed, words]): Rule => ({
    broken: (body) => given(body[name]) && !allowed.test(String(body[name])),
    message: `${name} must be ${words}`,
  })),
  {
    broken: ({ webhook_url }) => given(webhook_url) && !isHttp(webhook_url),
    message: 'webhook_url must be a URL that begins with http:// or https://',
  },
  {
    broken: ({ speech_understanding: asked }) => given(asked) && !isJson(inside(asked, 'request')),
    message: 'speech_understanding must be an object with a request, which is an object too',
  },
];

function isBetween(value: unknown, least: number, most: number, whole: boolean): boolean {
  return typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));
}

function isHttp(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);
}
