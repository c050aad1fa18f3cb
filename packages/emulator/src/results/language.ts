import { JobFailure } from '../job-failure.ts';
import type { Json } from '../shapes.ts';
import { numberOf } from './fields.ts';
import { type Answered, unknown } from './known.ts';

/**
 * Says which language is spoken: the one of the request, or else the one the engine heard.
 *
 * @throws JobFailure when the language was to be detected, and is less sure than the request wants.
 */
export function toLanguage(heard: string, known: Json, params: Json): Answered {
  if (params['language_detection'] !== true) {
    const { language_code: wanted = heard } = params;
    return { results: { language_code: wanted === 'en' ? 'en_us' : (wanted ?? heard) }, warnings: [] };
  }
  const [confidence, wanted] = [
    numberOf(known['language_confidence']),
    numberOf(params['language_confidence_threshold']),
  ];
  if (confidence !== undefined && wanted !== undefined && confidence < wanted) {
    throw new JobFailure(
      `detected language '${heard}', confidence ${confidence}, is below the requested confidence threshold value of '${wanted}'`,
    );
  }
  return {
    results: { language_code: heard, language_confidence: confidence ?? null },
    warnings: confidence === undefined ? [unknown('language_confidence')] : [],
  };
}
