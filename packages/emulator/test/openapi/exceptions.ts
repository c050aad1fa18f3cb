/** Where the published specification is stricter than the service, and the emulator follows the service. */
export interface Exception {
  /** Method and path template; every one where it is left out. */
  readonly route?: string;
  /** JSON pointer into the body, with `*` for any one step. */
  readonly at: string;
  readonly keyword: string;
  /** Properties it holds for; all where it is left out. */
  readonly properties?: readonly string[];
  /** Whether it holds only where the value is null. */
  readonly isNull?: boolean;
  readonly reason: string;
}

const freeNames = 'models come and go by the month, and the service echoes those of before';
const overlapping = 'the alternatives of the specification overlap, and leave out that several tasks may be asked';
const notAsked = 'the service sends null for what was not asked, and the specification has the key absent';
const twoEnvelopes =
  'the gateway has two envelopes, and only one is published: a missing key is answered with a string';

export const exceptions: readonly Exception[] = [
  { at: '/*', keyword: 'type', isNull: true, reason: notAsked },
  { at: '/*', keyword: 'enum', isNull: true, reason: notAsked },
  { at: '/*', keyword: 'oneOf', isNull: true, reason: notAsked },
  { at: '/*', keyword: 'anyOf', isNull: true, reason: notAsked },
  { at: '/speech_models/*', keyword: 'enum', reason: freeNames },
  { at: '/speech_model_used', keyword: 'enum', reason: freeNames },
  {
    at: '/entities/*',
    keyword: 'additionalProperties',
    properties: ['speaker'],
    reason: 'the service says who named an entity, and the specification does not list it',
  },
  { at: '/speech_model', keyword: 'enum', reason: freeNames },
  { at: '/speech_model', keyword: 'type', reason: freeNames },
  { at: '/speech_model', keyword: 'oneOf', reason: freeNames },
  { at: '/redact_pii_policies/*', keyword: 'enum', reason: 'the service echoes policies that it does not know' },
  { at: '/speech_understanding/request', keyword: 'required', reason: overlapping },
  { at: '/speech_understanding/request', keyword: 'oneOf', reason: overlapping },
  { at: '/speech_understanding/response', keyword: 'oneOf', reason: overlapping },
  { route: 'POST /v1/understanding', at: '', keyword: 'oneOf', reason: overlapping },
  {
    route: 'POST /v1/chat/completions',
    at: '/choices/*/message/content',
    keyword: 'type',
    isNull: true,
    reason: 'an answer that calls a tool has no content, in the specification’s own prose',
  },
  {
    at: '',
    keyword: 'additionalProperties',
    properties: [
      'speaker_options',
      'redact_static_entities',
      'language_detection_results',
      'keyterms_prompt_options',
      'content_safety_confidence',
    ],
    reason: 'the service echoes every parameter, and the specification forbids the ones it does not list as results',
  },
  {
    at: '/audio_url',
    keyword: 'format',
    reason: 'the request is echoed, and what is no URL ends as a failed job',
  },
  {
    at: '',
    keyword: 'additionalProperties',
    properties: ['metadata'],
    reason: 'the service puts warnings there, and the specification forbids what it does not list',
  },
  {
    at: '',
    keyword: 'additionalProperties',
    properties: ['my_own', 'word_boost', 'boost_param', 'dual_channel'],
    reason: 'the request is echoed, with keys that are legacy or nobody knows',
  },
  { route: 'POST /v1/chat/completions', at: '/error', keyword: 'type', reason: twoEnvelopes },
  { route: 'POST /v1/understanding', at: '/error', keyword: 'type', reason: twoEnvelopes },
];
