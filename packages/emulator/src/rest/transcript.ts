import type { Job, JobParams } from '../jobs.ts';
import type { Json } from '../shapes.ts';
import { echoDefaults, pairedDefaults, resultDefaults } from './defaults.ts';
import { given } from './rules/rule.ts';

/** A job as the API answers it: the request echoed, results only once it is completed. */
export function toTranscript(job: Job): Json {
  const { params, status, results, deleted } = job;
  const envelope = {
    ...echoDefaults,
    ...toEcho(params),
    ...resultDefaults,
    id: job.id,
    status,
    throttled: job.throttled,
    webhook_auth: typeof params['webhook_auth_header_value'] === 'string',
    webhook_status_code: job.webhookStatusCode ?? null,
  };
  if (deleted !== undefined) return { ...envelope, ...deleted, text: 'Deleted by user.' };
  if (status === 'error') return { ...envelope, error: job.error };
  if (results === undefined) return envelope;
  return { ...envelope, speech_model_used: modelOf(envelope), ...results };
}

// The keys of results are not the request's to set.
const reserved = new Set([
  'error',
  'metadata',
  'unredacted_text',
  'unredacted_words',
  'unredacted_utterances',
  'webhook_auth_header_value',
]);

function toEcho(params: JobParams): Json {
  const echo = Object.entries(params).filter(
    ([name, value]) => !reserved.has(name) && (given(value) || !(name in echoDefaults)),
  );
  const paired = pairedDefaults.filter(([feature]) => params[feature] === true).map(([, name, value]) => [name, value]);
  return { ...languageOf(params), ...modelsOf(params), ...Object.fromEntries(paired), ...Object.fromEntries(echo) };
}

// Until it is detected, nobody knows the language.
function languageOf({ language_detection }: JobParams): Json {
  return { language_code: language_detection === true ? null : 'en_us' };
}

function modelsOf({ speech_model }: JobParams): Json {
  return typeof speech_model === 'string' ? { speech_models: null } : {};
}

function modelOf({ speech_model, speech_models }: Json): unknown {
  if (typeof speech_model === 'string') return speech_model;
  return Array.isArray(speech_models) ? (speech_models[0] ?? null) : null;
}
