import type { Json } from '../../shapes.ts';
import { piiPolicies } from './pii-policies.ts';
import { type Rule, given, inside, task } from './rule.ts';

const models = ['universal-3-5-pro', 'universal-2', 'universal', 'slam-1', 'best', 'nano'];
const mostPromptWords = 1_500;
const mostTermWords = 6;

/** What the documentation forbids and the service lets pass. */
export const strictRules: readonly Rule[] = [
  {
    broken: (body) => unknownPolicies(body).length > 0,
    message: (body) => `redact_pii_policies has unknown values: ${unknownPolicies(body).join(', ')}`,
  },
  {
    broken: (body) => modelsOf(body).some((model) => !models.includes(String(model))),
    message: `speech_models must be among ${models.join(', ')}`,
  },
  {
    broken: ({ language_code, language_detection }) => language_detection === false && !given(language_code),
    message: 'language_detection false requires language_code',
  },
  {
    broken: ({ language_code, language_detection }) => language_detection === true && given(language_code),
    message: 'language_code and language_detection can not be used in the same request',
  },
  ...['language_confidence_threshold', 'language_detection_options'].map((name): Rule => ({
    broken: (body) => given(body[name]) && body['language_detection'] !== true,
    message: `${name} requires language_detection to be true`,
  })),
  ...['speakers_expected', 'speaker_options'].map((name): Rule => ({
    broken: (body) => given(body[name]) && body['speaker_labels'] !== true,
    message: `${name} requires speaker_labels to be true`,
  })),
  {
    broken: (body) => {
      const identification = task(body, 'speaker_identification');
      return given(inside(identification, 'known_values')) && given(inside(identification, 'speakers'));
    },
    message: 'speaker_identification.known_values and speaker_identification.speakers can not be used together',
  },
  {
    broken: ({ webhook_url, webhook_auth_header_name: name }) => given(name) && !given(webhook_url),
    message: 'webhook_auth_header_name requires webhook_url',
  },
  {
    broken: ({ prompt }) => typeof prompt === 'string' && wordsIn(prompt) > mostPromptWords,
    message: `prompt must have at most ${mostPromptWords} words`,
  },
  {
    broken: ({ keyterms_prompt: terms }) =>
      Array.isArray(terms) && terms.some((term) => wordsIn(String(term)) > mostTermWords),
    message: `keyterms_prompt must have at most ${mostTermWords} words in a term`,
  },
  {
    broken: (body) => oddBoost(body) !== undefined,
    message: (body) => `'${oddBoost(body)}' was included in the word boost list but contains unsupported characters`,
  },
];

function unknownPolicies({ redact_pii_policies: policies }: Json): unknown[] {
  return Array.isArray(policies) ? policies.filter((policy) => !piiPolicies.has(String(policy))) : [];
}

function modelsOf({ speech_model, speech_models }: Json): unknown[] {
  return [...(Array.isArray(speech_models) ? speech_models : []), ...(given(speech_model) ? [speech_model] : [])];
}

function oddBoost({ word_boost: words }: Json): string | undefined {
  return Array.isArray(words) ? words.map(String).find((word) => /[^\p{L}\p{N}\p{P}\s]/u.test(word)) : undefined;
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}
