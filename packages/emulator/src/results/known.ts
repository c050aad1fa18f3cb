import type { Json } from '../shapes.ts';
import { listOf, numberOf, objectOf } from './fields.ts';
import { type Span, within } from './window.ts';

export interface Answered {
  readonly results: Json;
  readonly warnings: readonly string[];
}

interface Feature {
  readonly param: string;
  readonly key: string;
  /** What the API answers when its model could not run. */
  readonly unavailable: unknown;
}

const noLabels = { status: 'unavailable', results: [], summary: {} };
const features: readonly Feature[] = [
  { param: 'auto_chapters', key: 'chapters', unavailable: null },
  { param: 'entity_detection', key: 'entities', unavailable: null },
  { param: 'sentiment_analysis', key: 'sentiment_analysis_results', unavailable: null },
  { param: 'iab_categories', key: 'iab_categories_result', unavailable: noLabels },
  { param: 'content_safety', key: 'content_safety_labels', unavailable: { ...noLabels, severity_score_summary: {} } },
  { param: 'summarization', key: 'summary', unavailable: null },
];

/** Answers what takes a mind to know: as the fixture knows it, or not at all. Null where it was not asked for. */
export function answerKnown(known: Json, params: Json, window: Span | undefined): Answered {
  const asked = features.filter(({ param }) => params[param] === true);
  const answers = asked.map(({ param, key, unavailable }) => {
    const whole = key === 'summary' ? toSummary(known, params) : known[key];
    const value = window === undefined ? whole : cut(whole, window);
    return value === undefined || value === null
      ? { key, value: unavailable, warnings: [unknown(param)] }
      : { key, value: hasVoices(params) ? value : withoutSpeakers(value), warnings: [] };
  });
  return {
    results: Object.fromEntries([
      ...features.map(({ key }) => [key, null]),
      ...answers.map(({ key, value }) => [key, value]),
    ]),
    warnings: answers.flatMap(({ warnings }) => warnings),
  };
}

// One kind of summary is no other.
function toSummary({ summary, summary_type }: Json, params: Json): unknown {
  const wanted = params['summary_type'] ?? 'bullets';
  return summary_type === undefined || summary_type === wanted ? summary : undefined;
}

/** Says that something is not known, and what to do. */
export function unknown(what: string): string {
  return (
    `${what} is unavailable: the speech engine of this emulator hears words and knows nothing of their meaning. Put ` +
    'the result into the fixture of the recording, or use the real service.'
  );
}

/** What of a list lies in the window; undefined for what has no times, because nobody knows what of it does. */
export function cut(value: unknown, window: Span): unknown {
  if (!Array.isArray(value)) return undefined;
  const spans = listOf(value).flatMap((item) => {
    const { start, end, timestamp } = objectOf(item);
    const [from, to] = [numberOf(start) ?? numberOf(timestamp), numberOf(end) ?? numberOf(timestamp)];
    return from === undefined || to === undefined ? [] : [{ start: from, end: to, item }];
  });
  return within(spans, window).map(({ item }) => item);
}

function hasVoices(params: Json): boolean {
  return params['speaker_labels'] === true || params['multichannel'] === true;
}

function withoutSpeakers(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return listOf(value).map((item) => {
    const fields = objectOf(item);
    return 'speaker' in fields ? { ...fields, speaker: null } : item;
  });
}
