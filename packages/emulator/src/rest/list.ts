import type { Job, Jobs } from '../jobs.ts';
import { refusal, unknownTranscript } from '../problem.ts';
import type { Json } from '../shapes.ts';

const defaultLimit = 10;
const mostRows = 200;
const statuses = ['queued', 'processing', 'completed', 'error'];

/** A page of a project's jobs, newest first; `prev_url` leads to older ones. */
export function listJobs(jobs: Jobs, project: string, query: URLSearchParams, url: string): Json {
  const limit = toLimit(query.get('limit'));
  const rows = jobs.list(project).filter(toFilter(query));
  const older = beyond(jobs, project, query.get('before_id'), (row, than) => row.created < than.created);
  const newer = beyond(jobs, project, query.get('after_id'), (row, than) => row.created > than.created);
  const between = rows.filter((row) => older(row) && newer(row));
  const page = query.has('after_id') && !query.has('before_id') ? between.slice(-limit) : between.slice(0, limit);
  const [first, last] = [page[0], page.at(-1)];
  const hasOlder = last !== undefined && rows.at(-1) !== last;
  const hasNewer = first !== undefined && rows[0] !== first;
  return {
    page_details: {
      limit,
      result_count: page.length,
      current_url: pageUrl(url, query, limit, ['before_id', 'after_id']),
      prev_url: hasOlder ? pageUrl(url, query, limit, [], ['before_id', last.id]) : null,
      next_url: hasNewer ? pageUrl(url, query, limit, [], ['after_id', first.id]) : null,
    },
    transcripts: page.map((job) => toRow(job, url)),
  };
}

function toRow(job: Job, url: string): Json {
  return {
    id: job.id,
    resource_url: `${url}/${job.id}`,
    status: job.status,
    created: job.created,
    completed: job.completed ?? null,
    audio_url: job.params.audio_url,
    error: job.error ?? null,
  };
}

function toLimit(text: string | null): number {
  if (text === null) return defaultLimit;
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= mostRows) return limit;
  throw refusal(400, `limit must be a whole number from 1 to ${mostRows}`);
}

function toFilter(query: URLSearchParams): (job: Job) => boolean {
  const [status, day, throttled] = [query.get('status'), query.get('created_on'), query.get('throttled_only')];
  if (throttled !== null && !['true', 'false'].includes(throttled)) {
    throw refusal(400, 'throttled_only must be a Boolean');
  }
  if (status !== null && !statuses.includes(status)) throw refusal(400, `status must be one of ${statuses.join(', ')}`);
  if (day !== null && !/^\d{4}-\d{2}-\d{2}$/.test(day)) throw refusal(400, 'created_on must be a date, YYYY-MM-DD');
  const isAsked = (job: Job): boolean =>
    throttled === 'true' ? job.throttled : status === null || job.status === status;
  return (job) => isAsked(job) && (day === null || job.created.startsWith(day));
}

type Comparison = (row: Job, than: Job) => boolean;

function beyond(jobs: Jobs, project: string, id: string | null, compare: Comparison): (row: Job) => boolean {
  if (id === null) return () => true;
  const than = jobs.get(project, id);
  if (than === undefined) throw refusal(400, unknownTranscript);
  return (row) => compare(row, than);
}

// A page of a filtered list leads to pages of the same filter.
function pageUrl(
  url: string,
  query: URLSearchParams,
  limit: number,
  cursors: readonly string[],
  ...cursor: [string, string][]
): string {
  const names = ['status', 'created_on', 'throttled_only', ...cursors];
  const kept = names.flatMap((name): [string, string][] => query.getAll(name).map((value) => [name, value]));
  return `${url}?${String(new URLSearchParams([['limit', String(limit)], ...kept, ...cursor]))}`;
}
