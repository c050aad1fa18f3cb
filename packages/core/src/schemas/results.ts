import { number, recordOf, suggested, text } from './kinds.ts';
import type { KnownEntityType, KnownSafetyLabel, Suggested } from './known.ts';
import { maybe, maybeNull, open, orNull } from './open.ts';
import { unwalked } from './unwalked.ts';
import { type Timestamp, timestampSchema } from './words.ts';

// https://www.assemblyai.com/docs/api-reference/transcripts/get

/** Whether a feature could answer: `unavailable` also where nobody asked. */
type ResultStatus = Suggested<'success' | 'unavailable'>;

export interface Chapter extends Timestamp {
  gist: string;
  headline: string;
  summary: string;
}

export interface Entity extends Timestamp {
  entity_type: Suggested<KnownEntityType>;
  text: string;
  speaker?: string | null | undefined;
}

export interface SentimentResult extends Timestamp {
  text: string;
  sentiment: Suggested<'POSITIVE' | 'NEUTRAL' | 'NEGATIVE'>;
  /** 0 to 1. */
  confidence: number;
  speaker?: string | null | undefined;
  channel?: string | null | undefined;
}

export interface Highlight {
  text: string;
  count: number;
  /** 0 to 1; results do not come in this order. */
  rank: number;
  timestamps: Timestamp[];
  [key: string]: unknown;
}

export interface HighlightsResult {
  status: ResultStatus;
  results: Highlight[];
  [key: string]: unknown;
}

export interface TopicPassage {
  text: string;
  /** Topics such as `NewsAndPolitics>Weather`, with their relevance, 0 to 1. */
  labels?: { relevance: number; label: string; [key: string]: unknown }[] | null | undefined;
  timestamp?: Timestamp | null | undefined;
  [key: string]: unknown;
}

export interface TopicsResult {
  status: ResultStatus;
  results: TopicPassage[];
  /** Relevance of each topic to the whole, 0 to 1. */
  summary: Record<string, number>;
  [key: string]: unknown;
}

export interface SafetyLabel {
  label: Suggested<KnownSafetyLabel>;
  /** 0 to 1. */
  confidence: number;
  /** 0 to 1; null for labels that have none. */
  severity: number | null;
  [key: string]: unknown;
}

export interface SafetyPassage {
  text: string;
  labels: SafetyLabel[];
  sentences_idx_start?: number | undefined;
  sentences_idx_end?: number | undefined;
  timestamp?: Timestamp | undefined;
  [key: string]: unknown;
}

export interface ContentSafetyResult {
  status: ResultStatus;
  results: SafetyPassage[];
  /** Confidence in each label for the whole, 0 to 1. */
  summary: Record<string, number>;
  /** Parts of the whole by how severe they are; the three of a label add up to 1. */
  severity_score_summary?: Record<string, { low: number; medium: number; high: number }> | null | undefined;
  [key: string]: unknown;
}

const status = suggested<'success' | 'unavailable'>();
const speaker = maybeNull(text);
const span = { start: number, end: number };
const scores = recordOf(number, 'an object of numbers');

export const chapterSchema = open<Chapter>({ ...span, gist: text, headline: text, summary: text });
export const entitySchema = open<Entity>({ ...span, entity_type: text, text, speaker });
export const sentimentSchema = open<SentimentResult>({
  ...span,
  text,
  sentiment: text,
  confidence: number,
  speaker,
  channel: speaker,
});

export const highlightsSchema = open<HighlightsResult>({
  status,
  results: unwalked(open<Highlight>({ text, count: number, rank: number, timestamps: unwalked(timestampSchema) })),
});

export const topicsSchema = open<TopicsResult>({
  status,
  results: unwalked(
    open<TopicPassage>({
      text,
      labels: maybeNull(
        unwalked(open<NonNullable<TopicPassage['labels']>[number]>({ relevance: number, label: text })),
      ),
      timestamp: maybeNull(timestampSchema),
    }),
  ),
  summary: scores,
});

const passage = open<SafetyPassage>({
  text,
  labels: unwalked(open<SafetyLabel>({ label: text, confidence: number, severity: orNull(number) })),
  sentences_idx_start: maybe(number),
  sentences_idx_end: maybe(number),
  timestamp: maybe(timestampSchema),
});

export const contentSafetySchema = open<ContentSafetyResult>({
  status,
  results: unwalked(passage),
  summary: scores,
  severity_score_summary: maybeNull(
    recordOf(
      open<{ low: number; medium: number; high: number }>({ low: number, medium: number, high: number }),
      'an object of objects',
    ),
  ),
});
