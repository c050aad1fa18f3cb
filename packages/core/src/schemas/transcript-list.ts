import { flag, listOf, matching, number, oneOf, text, whole } from './kinds.ts';
import { maybe, maybeNull, open, orNull } from './open.ts';

// https://www.assemblyai.com/docs/api-reference/transcripts/list

export type TranscriptStatus = 'queued' | 'processing' | 'completed' | 'error';

/** Which jobs of the last 90 days to list, newest first. */
export interface ListParams {
  /** 1 to 200. Default: 10. */
  limit?: number | undefined;
  status?: TranscriptStatus | undefined;
  /** A day, as `YYYY-MM-DD`. */
  created_on?: string | undefined;
  /** Only jobs older than this one. */
  before_id?: string | undefined;
  /** Only jobs newer than this one. */
  after_id?: string | undefined;
  /** @deprecated Overrides `status`. Look at each transcript's `throttled` instead. */
  throttled_only?: boolean | undefined;
  [key: string]: unknown;
}

export interface PageDetails {
  limit: number;
  /** On this page. */
  result_count: number;
  current_url: string;
  /** Leads to older jobs; null on the last page. */
  prev_url: string | null;
  /** Leads to newer jobs; null on the first page. */
  next_url: string | null;
  [key: string]: unknown;
}

export interface TranscriptListItem {
  id: string;
  resource_url: string;
  status: TranscriptStatus;
  /** In UTC, without saying so: `2026-01-05T10:11:12.131415`. */
  created: string;
  /** As `created`. */
  completed?: string | null | undefined;
  audio_url: string;
  error?: string | null | undefined;
  [key: string]: unknown;
}

export interface TranscriptList {
  page_details: PageDetails;
  transcripts: TranscriptListItem[];
  [key: string]: unknown;
}

const status = oneOf('queued', 'processing', 'completed', 'error');

export const listParamsSchema = open<ListParams>({
  limit: maybe(whole(1, 200)),
  status: maybe(status),
  created_on: maybe(matching(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')),
  before_id: maybe(text),
  after_id: maybe(text),
  throttled_only: maybe(flag),
});

export const transcriptListSchema = open<TranscriptList>({
  page_details: open<PageDetails>({
    limit: number,
    result_count: number,
    current_url: text,
    prev_url: orNull(text),
    next_url: orNull(text),
  }),
  transcripts: listOf(
    open<TranscriptListItem>({
      id: text,
      resource_url: text,
      status,
      created: text,
      completed: maybeNull(text),
      audio_url: text,
      error: maybeNull(text),
    }),
  ),
});
