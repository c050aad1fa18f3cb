/** Where the published specification is stricter than the service, and the emulator follows the service. */
export interface Exception {
  /** Method and path template; every one where it is left out. */
  readonly route?: string;
  /** JSON pointer into the body, with `*` for any one step. */
  readonly at: string;
  readonly keyword: string;
  /** Properties it holds for; all where it is left out. */
  readonly properties?: readonly string[];
  readonly reason: string;
}

export const exceptions: readonly Exception[] = [
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
  {
    route: 'POST /v1/chat/completions',
    at: '/error',
    keyword: 'type',
    reason: 'the gateway has two envelopes, and only one is published: a missing key is answered with a string',
  },
];
