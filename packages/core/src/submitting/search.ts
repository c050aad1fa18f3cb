import { EarmarkError, retold } from '../errors.ts';
import { job } from '../job.ts';
import { listed, toQuery } from '../listing.ts';
import type { Transcript, TranscriptListItem } from '../schemas/index.ts';
import type { Doubts } from './doubts.ts';
import type { InFlight, Known } from './in-flight.ts';
import type { Submission, SubmitDeps } from './submit.ts';

export interface SearchDeps extends SubmitDeps {
  readonly known: Known;
  readonly inFlight: InFlight;
  readonly doubts: Doubts;
}

/** A submission whose answer was lost. */
export interface Doubt {
  readonly params: Submission;
  /** When it began, on the client's clock. */
  readonly beganMs: number;
  readonly lost: EarmarkError;
  readonly signal: AbortSignal | undefined;
  /** How many submissions of the very same are in doubt, this one included: which job is whose makes no difference. */
  readonly alike: () => number;
}

// `Date` has no fractions, and a row is older than the answer that tells of it.
const slackMs = 2000;
const mostPages = 10;
// A request whose connection broke may still be under way at the service: look, and look again.
const looksMs = [1000, 2000];

/**
 * Finds the job of a lost submission by its `audio_url`, among those created since and unknown to this client.
 *
 * @throws EarmarkError the loss again, with what is known, where it cannot be told.
 */
export async function findJob(deps: SearchDeps, doubt: Doubt): Promise<Transcript | undefined> {
  for (const pauseMs of doubt.lost.status === undefined ? looksMs : looksMs.slice(0, 1)) {
    await deps.clock.sleep(pauseMs, doubt.signal, 'pause');
    const found = await deps.doubts.alone(doubt.params.audio_url, () => look(deps, doubt));
    if (found !== undefined) return found;
  }
  return undefined;
}

async function look(deps: SearchDeps, doubt: Doubt): Promise<Transcript | undefined> {
  const { lost, signal, params, alike } = doubt;
  const jobs = await candidates(deps, doubt).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw retold(lost, `${lost.message} ${mayExist}`, { cause, retryable: false });
  });
  const ours = jobs.filter((one) => likeness(one, params) === 'same');
  if (ours.length > 0 && ours.length <= alike()) return ours.at(-1);
  const possible = jobs.filter((one) => likeness(one, params) !== 'other');
  if (possible.length === 0) return undefined;
  const ids = possible.map(({ id }) => id).join(', ');
  const message = `${lost.message} The job may be one of these, and nothing tells which: ${ids}.`;
  throw retold(lost, message, { retryable: false });
}

const mayExist = 'The job may exist all the same: look for it with transcripts.list() before you submit again.';

async function candidates(deps: SearchDeps, { params, beganMs, signal }: Doubt): Promise<Transcript[]> {
  const { api, url, known, inFlight } = deps;
  const rows = await rowsSince(deps, beganMs, signal);
  // A row may be of a submission that has not had its answer yet.
  await inFlight.answered(params.audio_url);
  const fresh = rows.filter((row) => row.audio_url === params.audio_url && !known.has(row.id));
  return await Promise.all(
    fresh.map(({ id }) => api.json(job, { method: 'GET', url: `${url}/${encodeURIComponent(id)}`, signal })),
  );
}

async function rowsSince(
  { api, url, clock }: SubmitDeps,
  beganMs: number,
  signal: AbortSignal | undefined,
): Promise<TranscriptListItem[]> {
  const rows: TranscriptListItem[] = [];
  let sinceMs: number | undefined;
  for (let pages = 0, before_id: string | undefined; pages < mostPages; pages += 1, before_id = rows.at(-1)?.id) {
    const request = { method: 'GET', url: url + toQuery({ limit: 200, before_id }), signal } as const;
    const { head, value } = await api.answer(listed, request);
    // Both times are the service's, so it does not matter what this machine takes the time to be.
    sinceMs ??= dated(head.headers['date']) - (clock.now() - beganMs) - slackMs;
    rows.push(...value.transcripts);
    const oldest = value.transcripts.at(-1);
    if (oldest === undefined || !value.page_details.prev_url || createdMs(oldest) < sinceMs) break;
  }
  return rows.filter((row) => createdMs(row) >= (sinceMs ?? 0));
}

function dated(date = ''): number {
  const ms = Date.parse(date);
  if (Number.isNaN(ms)) throw new EarmarkError('protocol', 'The list of jobs came without a date.');
  return ms;
}

// The service leaves its timezone out: it is UTC.
function createdMs({ created }: TranscriptListItem): number {
  return Date.parse(/z$|[+-]\d\d:?\d\d$/i.test(created) ? created : `${created}Z`);
}

// On without being asked for.
const usuallyOn = new Set(['punctuate', 'format_text', 'language_detection', 'throttled', 'webhook_auth']);

// The service echoes what a job was asked for; texts it may spell its own way, as `en_us` for `en`.
function likeness(found: Transcript, params: Submission): 'same' | 'other' | 'unsure' {
  const echoed: Readonly<Record<string, unknown>> = found;
  const wanted: Readonly<Record<string, unknown>> = params;
  const names = Object.keys(echoed);
  const differs = (name: string): boolean => {
    const [is, asked] = [echoed[name], wanted[name]];
    if (typeof is !== typeof asked) return false;
    if (name === 'language_code') return languageOf(is) !== languageOf(asked);
    return (typeof asked === 'boolean' || typeof asked === 'number') && is !== asked;
  };
  if (names.some(differs)) return 'other';
  const isExtra = (name: string): boolean => wanted[name] === undefined && echoed[name] === true;
  return names.some((name) => isExtra(name) && !usuallyOn.has(name)) ? 'unsure' : 'same';
}

function languageOf(code: unknown): string | undefined {
  return typeof code === 'string' ? code.toLowerCase().split(/[_-]/)[0] : undefined;
}
