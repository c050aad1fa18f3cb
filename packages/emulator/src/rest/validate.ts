import type { JobParams } from '../jobs.ts';
import { refusal } from '../problem.ts';
import type { Json } from '../shapes.ts';
import { type Rule, given } from './rules/rule.ts';
import { conflictRules } from './rules/conflicts.ts';
import { languageRules } from './rules/languages.ts';
import { strictRules } from './rules/strict.ts';
import { valueRules } from './rules/values.ts';

const rules: readonly Rule[] = [...valueRules, ...conflictRules, ...languageRules];

/**
 * The parameters of a job, as they will be echoed.
 *
 * @param strict - Also refuse what is documented as wrong, but accepted by the service.
 * @throws Problem, a 400 with what is wrong first.
 */
export function toParams(body: Json, strict: boolean): JobParams {
  const { audio_url } = body;
  if (typeof audio_url !== 'string' || audio_url === '') {
    throw refusal(400, 'Transcript creation error, audio_url not found');
  }
  for (const { broken, message } of strict ? [...rules, ...strictRules] : rules) {
    if (broken(body)) throw refusal(400, typeof message === 'string' ? message : message(body));
  }
  return { ...body, ...toLanguage(body), audio_url };
}

function toLanguage({ language_code, language_detection }: Json): Json {
  if (language_code === 'en') return { language_code: 'en_us' };
  return !given(language_code) && language_detection === false ? { language_code: 'en_us' } : {};
}
