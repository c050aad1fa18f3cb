import { EarmarkError, retold } from '../errors.ts';
import { job } from '../job.ts';
import { listed, toQuery } from '../listing.ts';
import type { Transcript, TranscriptListItem } from '../schemas/index.ts';
import type { InFlight, Known } from './in-flight.ts';
import type { Submission, SubmitDeps } from './submit.ts';

/** Finds the job of a submission whose answer was lost, or nothing; throws the loss again when it cannot be told. */
export type Search = (
  params: Submission,
  beganMs: number,
  lost: EarmarkError,
  signal: AbortSignal | undefined,
) => Promise<Transcript | undefined>;

// `Date` has no fractions, and a row is older than the answer that tells of it.
const slackMs = 2000;
const mostPages = 10;
// A request whose connection broke may still be under way at the service: look, and look again.
const looksMs = [1000, 2000];

/** Returns a search by `audio_url`, among the jobs created since a submission began and unknown to this client. */
export function createSearch(deps: SubmitDeps, known: Known, inFlight: InFlight): Search {
  const look = createLook(deps, known);
  return async (params, beganMs, lost, signal) => {
    for (const pauseMs of lost.status === undefined ? looksMs : looksMs.slice(0, 1)) {
      await deps.clock.sleep(pauseMs, signal, 'pause');
      const found = await inFlight.alone(params.audio_url, () => look(params, beganMs, lost, signal));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function createLook({ api, url, clock }: SubmitDeps, known: Known): Search {
  async function rowsSince(beganMs: number, signal: AbortSignal | undefined): Promise<TranscriptListItem[]> {
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

  async function candidates(
    params: Submission,
    beganMs: number,
    signal: AbortSignal | undefined,
  ): Promise<Transcript[]> {
    const rows = await rowsSince(beganMs, signal);
    const fresh = rows.filter((row) => row.audio_url === params.audio_url && !known.has(row.id));
    const jobs = await Promise.all(
      fresh.map(({ id }) => api.json(job, { method: 'GET', url: `${url}/${encodeURIComponent(id)}`, signal })),
    );
    return jobs.filter((one) => isAskedFor(one, params));
  }

  return async (params, beganMs, lost, signal) => {
    const [found, ...others] = await candidates(params, beganMs, signal).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw retold(lost, `${lost.message} ${mayExist}`, { cause, retryable: false });
    });
    if (others.length === 0) return found;
    const ids = [found, ...others].map((one) => one?.id).join(', ');
    const message = `${lost.message} The job is one of these, and nothing tells which: ${ids}.`;
    throw retold(lost, message, { retryable: false });
  };
}

const mayExist = 'The job may exist all the same: look for it with transcripts.list() before you submit again.';

function dated(date = ''): number {
  const ms = Date.parse(date);
  if (Number.isNaN(ms)) throw new EarmarkError('protocol', 'The list of jobs came without a date.');
  return ms;
}

// The service leaves its timezone out: it is UTC.
function createdMs({ created }: TranscriptListItem): number {
  return Date.parse(/z$|[+-]\d\d:?\d\d$/i.test(created) ? created : `${created}Z`);
}

// The service echoes what a job was asked for; texts it may spell its own way.
function isAskedFor(found: Transcript, params: Submission): boolean {
  const echoed: Readonly<Record<string, unknown>> = found;
  return Object.entries(params).every(([name, asked]) => {
    const isPlain = typeof asked === 'boolean' || typeof asked === 'number';
    return !isPlain || typeof echoed[name] !== typeof asked || echoed[name] === asked;
  });
}
