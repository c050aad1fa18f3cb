import { isJson } from '../is-json.ts';
import { gatewayRefusal } from '../problem.ts';
import type { Json } from '../shapes.ts';

/** Tasks by name, each with its options. */
export type Tasks = Readonly<Record<string, Json>>;

type Check = (task: Json) => string | undefined;

const checks: Readonly<Record<string, Check>> = {
  translation: ({ target_languages }) =>
    isTexts(target_languages) && target_languages.length > 0 ? undefined : 'target_languages is required',
  speaker_identification: checkSpeakers,
  custom_formatting: (task) =>
    anyWrong(task, ['date', 'phone_number', 'email'], (value) => typeof value === 'string', 'must be a string') ??
    anyWrong(task, ['format_utterances'], (value) => typeof value === 'boolean', 'must be a Boolean'),
  action_items: checkEffort,
  summarization: (task) =>
    ['paragraph', 'bullets'].includes(String(task['summary_type']))
      ? checkEffort(task)
      : 'summary_type must be paragraph or bullets',
};

/**
 * Reads the tasks of a request, refusing what the service refuses.
 *
 * @param hasVoices - Whether the transcript's voices were told apart, which some tasks need.
 */
export function parseTasks(body: Json, hasVoices: boolean): Tasks {
  const understanding = body['speech_understanding'];
  const request = isJson(understanding) ? understanding['request'] : undefined;
  if (!isJson(request) || Object.keys(request).length === 0) {
    throw gatewayRefusal(400, 'speech_understanding.request is required');
  }
  const tasks = Object.entries(request).map(([name, task]): [string, Json] => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) throw gatewayRefusal(400, `speech_understanding.request.${name} is not supported`);
    if (!isJson(task)) throw gatewayRefusal(400, `${name} must be an object`);
    const wrong = check(task);
    if (wrong !== undefined) throw gatewayRefusal(400, `${name}: ${wrong}`);
    if (needsVoices(name, task) && !hasVoices) throw gatewayRefusal(400, 'speaker_labels or multichannel required');
    return [name, task];
  });
  return Object.fromEntries(tasks);
}

function needsVoices(name: string, task: Json): boolean {
  return name === 'speaker_identification' || (name === 'translation' && task['match_original_utterance'] === true);
}

function checkSpeakers({ speaker_type, known_values, speakers }: Json): string | undefined {
  if (speaker_type !== 'role' && speaker_type !== 'name') return 'speaker_type must be role or name';
  if (known_values !== undefined && !(isTexts(known_values) && known_values.every((value) => value.length <= 35))) {
    return 'known_values must be strings of at most 35 characters';
  }
  if (speakers !== undefined && !(Array.isArray(speakers) && speakers.every(isSpeaker))) {
    return 'every speaker needs either a name or a role';
  }
  const named = known_values !== undefined || speakers !== undefined;
  return speaker_type === 'role' && !named ? 'known_values or speakers is required for role' : undefined;
}

function isSpeaker(value: unknown): boolean {
  return isJson(value) && (typeof value['name'] === 'string') !== (typeof value['role'] === 'string');
}

function checkEffort({ effort = 'low' }: Json): string | undefined {
  return effort === 'low' || effort === 'medium' ? undefined : 'effort must be low or medium';
}

function anyWrong(task: Json, names: string[], isFine: (value: unknown) => boolean, otherwise: string) {
  const wrong = names.find((name) => task[name] !== undefined && !isFine(task[name]));
  return wrong === undefined ? undefined : `${wrong} ${otherwise}`;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
