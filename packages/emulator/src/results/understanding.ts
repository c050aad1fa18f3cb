import type { Json } from '../shapes.ts';
import { listOf, objectOf } from './fields.ts';
import { type Answered, cut, unknown } from './known.ts';
import type { Span } from './window.ts';

export interface Understood extends Answered {
  /** Who each speaker is, as far as it was asked for and is known. */
  readonly speakers: ReadonlyMap<string, string>;
}

/** What tasks are answered from. */
export interface Source {
  /** The fixture's keys. */
  readonly known: Json;
  /** The part of the recording that was asked for, where it is not the whole. */
  readonly window: Span | undefined;
  /** Whether words were redacted; then nothing that retells them is answered, because the fixture names everything. */
  readonly isRedacted: boolean;
  /** Labels of the speakers of the words. */
  readonly speakers: ReadonlySet<string | null>;
}

type Task = (options: Json, response: Json, source: Source) => Json | undefined;

const tasks = new Map<string, { readonly answer: Task; readonly unavailable: Json }>([
  ['translation', { answer: translate, unavailable: {} }],
  ['speaker_identification', { answer: identify, unavailable: { mapping: {} } }],
  ['custom_formatting', { answer: reformat, unavailable: { mapping: {}, formatted_text: null } }],
  ['action_items', { answer: listActions, unavailable: { items: [] } }],
  ['summarization', { answer: summarise, unavailable: { summary: [] } }],
]);

/** Answers the tasks of `speech_understanding` from what the fixture knows; the rest is `unavailable`. */
export function understand(params: Json, source: Source): Understood {
  const { request } = objectOf(params['speech_understanding']);
  if (request === undefined) {
    return { results: { speech_understanding: null, translated_texts: null }, warnings: [], speakers: new Map() };
  }
  const asked = Object.entries(objectOf(request)).filter(([name]) => tasks.has(name));
  const answers = asked.map(([name, options]) => ({ name, ...perform(name, objectOf(options), source) }));
  const { translation, ...others } = Object.fromEntries(answers.map(({ name, answer }) => [name, answer]));
  const { translated_texts = null, ...translated } = translation ?? {};
  const response = translation === undefined ? others : { ...others, translation: translated };
  return {
    results: { speech_understanding: { request, response }, translated_texts },
    warnings: answers.flatMap(({ warnings }) => warnings),
    speakers: toNames(others['speaker_identification']),
  };
}

function perform(name: string, options: Json, source: Source): { readonly answer: Json; readonly warnings: string[] } {
  const { response } = objectOf(source.known['speech_understanding']);
  const retells = name !== 'speaker_identification';
  const task = tasks.get(name);
  const answer = source.isRedacted && retells ? undefined : task?.answer(options, objectOf(response), source);
  const full = { ...settings(name, options), ...(answer ?? task?.unavailable) };
  if (answer !== undefined) return { answer: { ...full, status: 'success' }, warnings: [] };
  return { answer: { ...full, status: 'unavailable' }, warnings: [unknown(`speech_understanding.${name}`)] };
}

function toNames(identified: Json | undefined): Map<string, string> {
  const named = Object.entries(objectOf(identified?.['mapping']));
  return new Map(named.flatMap(([label, name]) => (typeof name === 'string' ? [[label, name]] : [])));
}

function settings(name: string, { effort = 'low', summary_type }: Json): Json {
  if (name === 'action_items') return { effort };
  return name === 'summarization' ? { effort, summary_type } : {};
}

function translate({ target_languages }: Json, _response: Json, { known, window }: Source): Json | undefined {
  const translations = objectOf(known['translated_texts']);
  const texts = listOf(target_languages).map((language) => [String(language), translations[String(language)]] as const);
  const isKnown = texts.length > 0 && texts.every(([, text]) => typeof text === 'string');
  return isKnown && window === undefined ? { translated_texts: Object.fromEntries(texts) } : undefined;
}

function identify(options: Json, { speaker_identification }: Json, source: Source): Json | undefined {
  const { mapping } = objectOf(speaker_identification);
  const names = listOf(options['speakers'])
    .map(objectOf)
    .flatMap(({ name, role }) => [name, role]);
  const candidates = [...listOf(options['known_values']), ...names];
  const found = Object.entries(objectOf(mapping)).filter(
    ([label, name]) => source.speakers.has(label) && (candidates.length === 0 || candidates.includes(name)),
  );
  return found.length === 0 ? undefined : { mapping: Object.fromEntries(found) };
}

function reformat(_options: Json, { custom_formatting }: Json, { window }: Source): Json | undefined {
  return window === undefined && custom_formatting !== undefined ? objectOf(custom_formatting) : undefined;
}

function listActions(_options: Json, { action_items }: Json, { window }: Source): Json | undefined {
  const { items } = objectOf(action_items);
  if (!Array.isArray(items)) return undefined;
  return { items: window === undefined ? items : cut(items, window) };
}

function summarise({ summary_type }: Json, { summarization }: Json, { window }: Source): Json | undefined {
  const { summary, summary_type: type = summary_type } = objectOf(summarization);
  return window === undefined && Array.isArray(summary) && type === summary_type ? { summary } : undefined;
}
