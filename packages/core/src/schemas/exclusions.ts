import { atPath } from './at-path.ts';

// What the service refuses, said before anything is uploaded. What is documented as wrong and yet accepted, such as
// `language_code` beside `language_detection`, is not in here.
// https://www.assemblyai.com/docs/api-reference/transcripts/submit

/** Parameters that are wrong together. */
export interface Exclusion {
  readonly broken: (params: object) => boolean;
  /** Both fields, and the way out. */
  readonly message: string;
}

const request = 'speech_understanding.request';
const voices = ['speaker_labels', 'multichannel'];

/** What needs what: the first needs one of the others to be on. */
const needs: readonly (readonly [feature: string, ...anyOf: string[]])[] = [
  ['redact_pii_audio', 'redact_pii'],
  ['redact_pii_return_unredacted', 'redact_pii'],
  ['redact_static_entities', 'redact_pii'],
  ['redact_pii', 'format_text'],
  ['speaker_labels', 'punctuate'],
  ['sentiment_analysis', 'punctuate'],
  ['auto_chapters', 'punctuate'],
  ['summarization', 'punctuate'],
  [`${request}.speaker_identification`, ...voices],
  [`${request}.translation.match_original_utterance`, ...voices],
];

/** What excludes what. */
const conflicts: readonly (readonly [one: string, other: string, wayOut: string])[] = [
  ['speakers_expected', 'speaker_options', 'keep the first where the number is certain, else the second'],
  ['summarization', 'auto_chapters', 'keep one, or let `speech_understanding` summarize'],
];

/** What comes in pairs. */
const pairs: readonly (readonly [one: string, other: string])[] = [
  ['summary_model', 'summary_type'],
  ['webhook_auth_header_name', 'webhook_auth_header_value'],
];

/** What is formatted cannot be redacted: the format's name, and the policy's. */
const formats: readonly (readonly [format: string, policy: string])[] = [
  ['date', 'date'],
  ['phone_number', 'phone_number'],
  ['email', 'email_address'],
];

/** How speakers are to be identified. */
const taskExclusions: readonly Exclusion[] = [
  {
    broken: (params) => {
      const task = atPath(params, `${request}.speaker_identification`);
      return atPath(task, 'speaker_type') === 'role' && !given(task, 'known_values') && !given(task, 'speakers');
    },
    message:
      `\`${request}.speaker_identification\` by \`speaker_type\` role needs \`known_values\` or \`speakers\`: ` +
      'say which roles there are, or identify by name.',
  },
];

export const transcriptExclusions: readonly Exclusion[] = [
  ...needs.map(toNeed),
  ...conflicts.map(([one, other, wayOut]) => ({
    broken: (params: object) => isOn(params, one) && isOn(params, other),
    message: `\`${one}\` and \`${other}\` exclude each other: ${wayOut}.`,
  })),
  ...pairs.map(([one, other]) => ({
    broken: (params: object) => given(params, one) !== given(params, other),
    message: `\`${one}\` and \`${other}\` come together: set both, or neither.`,
  })),
  ...formats.map(toFormat),
  ...taskExclusions,
  {
    broken: (params) =>
      isOn(params, 'summarization') &&
      atPath(params, 'summary_model') !== 'conversational' &&
      !isOn(params, 'format_text'),
    message: '`summarization` needs `format_text`: set `format_text` to true, or `summary_model` to conversational.',
  },
  {
    broken: (params) =>
      isOn(params, 'summarization') &&
      atPath(params, 'summary_model') === 'conversational' &&
      !voices.some((name) => isOn(params, name)),
    message:
      '`summary_model` conversational needs `speaker_labels` or `multichannel`: set one to true, or take another model.',
  },
  {
    broken: (params) => given(params, 'summary_model') && given(params, 'summary_type') && !suits(params),
    message:
      '`summary_type` does not fit `summary_model`: catchy takes headline or gist, the others anything but gist.',
  },
  {
    broken: (params) => {
      const end = atPath(params, 'audio_end_at');
      return typeof end === 'number' && end <= Number(atPath(params, 'audio_start_from') ?? 0);
    },
    message: '`audio_end_at` must be more than `audio_start_from`: both are milliseconds from the start.',
  },
  {
    broken: (params) => {
      const { min_speakers_expected: least, max_speakers_expected: most } = Object(atPath(params, 'speaker_options'));
      return typeof least === 'number' && typeof most === 'number' && least > most;
    },
    message:
      '`speaker_options.min_speakers_expected` must not be more than `speaker_options.max_speakers_expected`: swap them.',
  },
];

export const chatExclusions: readonly Exclusion[] = [
  {
    broken: (params) => !given(params, 'messages') && !given(params, 'prompt'),
    message: '`messages` or `prompt` is needed: send the conversation, or one question.',
  },
  {
    broken: (params) => {
      const messages: unknown = atPath(params, 'messages');
      return (
        Array.isArray(messages) &&
        messages.some((message) => atPath(message, 'role') === 'tool' && !given(message, 'tool_call_id'))
      );
    },
    message: '`messages` of `role` tool need a `tool_call_id`: the id of the call that they answer.',
  },
];

export const understandingExclusions: readonly Exclusion[] = [
  ...taskExclusions,
  {
    broken: (params) => Object.keys(Object(atPath(params, request))).length === 0,
    message: `\`${request}\` must have at least one task, such as \`action_items: {}\`.`,
  },
];

function toNeed([feature, ...anyOf]: readonly [string, ...string[]]): Exclusion {
  const [names, which] = [anyOf.map((name) => `\`${name}\``).join(' or '), anyOf.length === 1 ? 'it' : 'one'];
  return {
    broken: (params) => isOn(params, feature) && !anyOf.some((name) => isOn(params, name)),
    message: `\`${feature}\` needs ${names}: set ${which} to true, or leave \`${feature}\` out.`,
  };
}

function toFormat([format, policy]: readonly [string, string]): Exclusion {
  return {
    broken: (params) => {
      const policies = atPath(params, 'redact_pii_policies');
      const isRedacted = isOn(params, 'redact_pii') && Array.isArray(policies) && policies.includes(policy);
      return isRedacted && given(params, `${request}.custom_formatting.${format}`);
    },
    message:
      `\`${request}.custom_formatting.${format}\` cannot format what \`redact_pii_policies\` redacts: ` +
      `leave out the format, or the policy ${policy}.`,
  };
}

// These are on until somebody turns them off.
const onByDefault = new Set(['punctuate', 'format_text']);

function isOn(params: object, name: string): boolean {
  const value = atPath(params, name);
  return onByDefault.has(name) ? value !== false : given(params, name) && value !== false;
}

// The service takes null for what was not sent.
function given(params: unknown, name: string): boolean {
  return (atPath(params, name) ?? undefined) !== undefined;
}

function suits(params: object): boolean {
  const type = atPath(params, 'summary_type');
  return atPath(params, 'summary_model') === 'catchy' ? type === 'headline' || type === 'gist' : type !== 'gist';
}
