import type { Json } from '../shapes.ts';
import { listOf, objectOf } from './fields.ts';
import { type Answered, cut, unknown } from './known.ts';
import type { Span } from './window.ts';

export interface Understood extends Answered {
  /** Who each speaker is, as far as it was asked for and is known. */
  readonly speakers: ReadonlyMap<string, string>;
}

/** What a task is answered from. */
interface Source {
  /** The fixture's `speech_understanding.response` and `translated_texts`. */
  readonly response: Json;
  readonly translations: Json;
  readonly window: Span | undefined;
}

type Task = (options: Json, source: Source) => Json | undefined;

const tasks: Readonly<Record<string, { readonly answer: Task; readonly unavailable: Json }>> = {
  translation: { answer: translate, unavailable: {} },
  speaker_identification: { answer: identify, unavailable: { mapping: {} } },
  custom_formatting: { answer: reformat, unavailable: { mapping: {}, formatted_text: null } },
  action_items: { answer: listActions, unavailable: { items: [] } },
  summarization: { answer: summarise, unavailable: { summary: [] } },
};

/**
 * Answers the tasks of `speech_understanding` from what the fixture knows; the rest is `unavailable`.
 *
 * @param isRedacted - Then nothing that quotes or retells the words is answered: the fixture was written from what was said.
 */
export function understand(known: Json, params: Json, window: Span | undefined, isRedacted: boolean): Understood {
  const { request } = objectOf(params['speech_understanding']);
  const [speakers, warnings] = [new Map<string, string>(), new Array<string>()];
  if (request === undefined) {
    return { results: { speech_understanding: null, translated_texts: null }, warnings, speakers };
  }
  const { response } = objectOf(known['speech_understanding']);
  const source = { response: objectOf(response), translations: objectOf(known['translated_texts']), window };
  const answers = Object.entries(objectOf(request)).flatMap(([name, value]): [string, Json][] => {
    const [task, options] = [tasks[name], objectOf(value)];
    if (task === undefined) return [];
    const answer = isRedacted && name !== 'speaker_identification' ? undefined : task.answer(options, source);
    if (answer === undefined) warnings.push(unknown(`speech_understanding.${name}`));
    return [[name, { ...settings(name, options), ...(answer ?? task.unavailable), status: toStatus(answer) }]];
  });
  const byName = Object.fromEntries(answers);
  for (const [label, name] of Object.entries(objectOf(byName['speaker_identification']?.['mapping']))) {
    if (typeof name === 'string') speakers.set(label, name);
  }
  const { translated_texts = null, ...translation } = byName['translation'] ?? {};
  const answered = 'translation' in byName ? { ...byName, translation } : byName;
  return { results: { speech_understanding: { request, response: answered }, translated_texts }, warnings, speakers };
}

function toStatus(answer: Json | undefined): string {
  return answer === undefined ? 'unavailable' : 'success';
}

function settings(name: string, { effort = 'low', summary_type }: Json): Json {
  if (name === 'action_items') return { effort };
  return name === 'summarization' ? { effort, summary_type } : {};
}

function translate({ target_languages }: Json, { translations, window }: Source): Json | undefined {
  const texts = listOf(target_languages).map((language) => [String(language), translations[String(language)]] as const);
  if (window !== undefined || texts.length === 0 || texts.some(([, text]) => typeof text !== 'string'))
    return undefined;
  return { translated_texts: Object.fromEntries(texts) };
}

function identify({ known_values, speakers }: Json, { response }: Source): Json | undefined {
  const { mapping } = objectOf(response['speaker_identification']);
  const names = listOf(speakers).flatMap((speaker) => [objectOf(speaker)['name'], objectOf(speaker)['role']]);
  const candidates = [...listOf(known_values), ...names];
  const isWanted = (name: unknown): boolean => candidates.length === 0 || candidates.includes(name);
  const found = Object.entries(objectOf(mapping)).filter(([, name]) => isWanted(name));
  return found.length === 0 ? undefined : { mapping: Object.fromEntries(found) };
}

function reformat(_options: Json, { response, window }: Source): Json | undefined {
  return window === undefined && 'custom_formatting' in response ? objectOf(response['custom_formatting']) : undefined;
}

function listActions(_options: Json, { response, window }: Source): Json | undefined {
  const { items } = objectOf(response['action_items']);
  if (!Array.isArray(items)) return undefined;
  return { items: window === undefined ? items : cut(items, window) };
}

function summarise({ summary_type }: Json, { response, window }: Source): Json | undefined {
  const { summary, summary_type: type = summary_type } = objectOf(response['summarization']);
  if (window !== undefined || !Array.isArray(summary) || type !== summary_type) return undefined;
  return { summary };
}
