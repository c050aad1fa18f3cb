import type { JobParams } from '../jobs.ts';
import { refusal } from '../problem.ts';
import type { Json } from '../shapes.ts';
import { type Rule, given } from './rules/rule.ts';
import { conflictRules } from './rules/conflicts.ts';
import { languageRules, languageRulesOfE25 } from './rules/languages.ts';
import { strictRules } from './rules/strict.ts';
import { valueRules } from './rules/values.ts';

/** How much is refused. */
interface Severity {
  /** Also what is documented as wrong, but accepted by the service. @default false */
  readonly strict?: boolean | undefined;
  /** Also what an edition of the API refused that is gone by now. @default none */
  readonly compat?: 'e25' | undefined;
}

/**
 * The parameters of a job, as they will be echoed.
 *
 * @throws Problem, a 400 with what is wrong first.
 */
export function toParams(body: Json, severity: Severity): JobParams {
  const { audio_url } = body;
  if (typeof audio_url !== 'string' || audio_url === '') {
    throw refusal(400, 'Transcript creation error, audio_url not found');
  }
  for (const { broken, message } of rulesOf(severity)) {
    if (broken(body)) throw refusal(400, typeof message === 'string' ? message : message(body));
  }
  return { ...body, ...toLanguage(body), audio_url };
}

function rulesOf({ strict = false, compat }: Severity): readonly Rule[] {
  const languages = compat === 'e25' ? languageRulesOfE25 : languageRules;
  return [...valueRules, ...conflictRules, ...languages, ...(strict ? strictRules : [])];
}

function toLanguage({ language_code, language_detection }: Json): Json {
  if (language_code === 'en') return { language_code: 'en_us' };
  return !given(language_code) && language_detection === false ? { language_code: 'en_us' } : {};
}
