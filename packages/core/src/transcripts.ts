import { type AudioSource, remoteUrl } from './audio.ts';
import type { TranscribeClip } from './clip.ts';
import { within } from './deadline.ts';
import type { TranscriptColumns } from './columns/index.ts';
import { createDelete } from './delete.ts';
import { EarmarkError, withTranscriptId } from './errors.ts';
import type { Observe } from './events.ts';
import { type Exports, createExports } from './exports.ts';
import type { Upload } from './files.ts';
import { type Api, joinUrl } from './http.ts';
import type { Redact } from './http-error.ts';
import { type Listing, createListing, listed } from './listing.ts';
import { type CallOptions, type WaitOptions, checkedWait } from './options.ts';
import type { CompletedTranscript, ListParams, Transcript, TranscriptParams } from './schemas/index.ts';
import { job } from './job.ts';
import { createSubmit } from './submitting/submit.ts';
import type { Clock } from './transport.ts';
import type { Fleet } from './waiting/fleet.ts';
import { createPollPlan } from './waiting/plan.ts';
import { createWaiter } from './waiting/wait.ts';

export interface Transcripts extends Exports {
  /**
   * Creates a job for audio the service can fetch, and resolves while it is still queued.
   *
   * When the answer is lost, the job is looked for before it is asked for again: no job is created, and paid for, twice.
   *
   * @throws EarmarkError `invalid` with the field's name when a parameter has the wrong type or contradicts another, before
   * anything is sent.
   * @see https://www.assemblyai.com/docs/api-reference/transcripts/submit
   */
  create(params: TranscriptParams & { readonly audio_url: string }, options?: CallOptions): Promise<Transcript>;
  /** Fetches a job in whatever state it is; a failed one resolves too, with `status: 'error'`. */
  get(id: string, options?: CallOptions): Promise<Transcript>;
  /**
   * Fetches a job as `get` does, with its words as columns: a recording of hours neither blocks the event loop nor takes
   * more than some 24 bytes a word. The words read as objects all the same, one at a time.
   */
  columns(id: string, options?: CallOptions): Promise<TranscriptColumns>;
  /**
   * Waits for a job, whoever created it.
   *
   * @throws EarmarkError `transcript_failed` with the service's words when the job failed, `timeout` when it is not done
   * in time; both carry the `transcriptId`.
   */
  wait(id: string, options?: WaitOptions): Promise<CompletedTranscript>;
  /**
   * Turns audio into a completed transcript: uploads it where needed, creates the job, waits.
   *
   * @throws EarmarkError as `files.upload`, `create` and `wait` do; once the job exists, with its `transcriptId`.
   */
  transcribe(audio: AudioSource, params?: TranscriptParams, options?: WaitOptions): Promise<CompletedTranscript>;
  /** Lists jobs, newest first, page by page or one after the other. */
  list(params?: ListParams, options?: CallOptions): Listing;
  /**
   * Deletes what was said and heard, for good, and resolves with what is left of the transcript.
   *
   * @throws EarmarkError `not_ready` while the job runs.
   */
  delete(id: string, options?: CallOptions): Promise<Transcript>;
  readonly transcribeClip: TranscribeClip;
}

export interface TranscriptsDeps {
  readonly api: Api;
  readonly baseUrl: string;
  readonly upload: Upload;
  readonly transcribeClip: TranscribeClip;
  readonly clock: Clock;
  readonly random: () => number;
  readonly breathe: (() => Promise<void>) | undefined;
  readonly observe: Observe;
  readonly redact: Redact;
}

// A look that hangs is given up, and asked again, for as long as the job is waited for.
const lookDeadlineMs = 10_000;
const lookRetries = 15;

export function createTranscripts(deps: TranscriptsDeps): Transcripts {
  const { api, clock, random, observe, redact } = deps;
  const url = joinUrl(deps.baseUrl, '/v2/transcript');
  const urlOf = (id: string, rest = ''): string => `${url}/${encodeURIComponent(id)}${rest}`;
  const submit = createSubmit({ api, url, clock, random, observe });
  const look = async (id: string, signal: AbortSignal | undefined, more = {}): Promise<Transcript> =>
    await api.json(job, { method: 'GET', url: urlOf(id), signal, deadlineMs: lookDeadlineMs, ...more });

  const wait = createWaiter({
    look: (id, signal) => look(id, signal, { retries: lookRetries }),
    fleet: () => (fleet ??= loadFleet()),
    plan: createPollPlan(random),
    clock,
    observe,
    redact,
  });

  let fleet: Promise<Fleet> | undefined;
  async function loadFleet(): Promise<Fleet> {
    const { createFleet } = await import('./waiting/fleet.ts');
    // A list that fails or hangs holds nobody up: each job is then looked at by itself.
    const page = { method: 'GET', url: `${url}?limit=200`, deadlineMs: lookDeadlineMs, retries: 0 } as const;
    const list = async (signal: AbortSignal) => (await api.json(listed, { ...page, signal })).transcripts;
    return createFleet({ list, clock, random });
  }

  return {
    async create(params, { signal } = {}) {
      signal?.throwIfAborted();
      return await submit(await checked(params), signal);
    },
    get: (id, { signal } = {}) => look(id, signal).catch(rethrowing(id)),
    columns: (id, { signal } = {}) => columns(deps, urlOf(id), signal).catch(rethrowing(id)),
    wait: (id, options) => wait(id, options),
    transcribe: createTranscribe(deps, submit, wait),
    list: (params = {}, options = {}) => createListing(api, url, params, options),
    delete: createDelete(api, urlOf),
    transcribeClip: deps.transcribeClip,
    ...createExports(api, clock, urlOf),
  };
}

function createTranscribe(
  { upload, clock }: TranscriptsDeps,
  submit: ReturnType<typeof createSubmit>,
  wait: ReturnType<typeof createWaiter>,
): Transcripts['transcribe'] {
  return async (audio, params = {}, options = {}) => {
    const { timeoutMs } = checkedWait(options);
    options.signal?.throwIfAborted();
    const calledMs = clock.now();
    const asked = await checked({ ...params, ...options.webhook?.params });
    const bounds = { clock, ms: timeoutMs === 0 ? Number.POSITIVE_INFINITY : timeoutMs, signal: options.signal };
    const { created, audioBytes } = await within(
      bounds,
      async (signal) => {
        const remote = remoteUrl(audio);
        const sent =
          remote === undefined ? await upload(audio, { ...options, signal }) : { url: remote, bytes: undefined };
        return { created: await submit({ ...asked, audio_url: sent.url }, signal), audioBytes: sent.bytes };
      },
      () => notSubmitted(timeoutMs),
    );
    if (created.status === 'queued') report(created.id, options);
    return await wait(created.id, options, { status: created.status, calledMs, hint: { audioBytes } });
  };
}

async function columns(
  { api, breathe }: TranscriptsDeps,
  url: string,
  signal: AbortSignal | undefined,
): Promise<TranscriptColumns> {
  signal?.throwIfAborted();
  const { readTranscriptColumns } = await import('./columns/index.ts');
  return await api.read({ method: 'GET', url, signal }, (chunks) => readTranscriptColumns(chunks, { breathe }));
}

function rethrowing(id: string): (error: unknown) => never {
  return (error) => {
    throw withTranscriptId(error, id);
  };
}

async function checked<Params extends TranscriptParams>(params: Params): Promise<Params> {
  const { checkedTranscriptParams } = await import('./schemas/check-params.ts');
  return checkedTranscriptParams(params);
}

function report(transcriptId: string, { onProgress }: WaitOptions): void {
  try {
    onProgress?.({ stage: 'queued', transcriptId });
  } catch (error) {
    throw withTranscriptId(error, transcriptId);
  }
}

function notSubmitted(timeoutMs: number): EarmarkError {
  const message = `The audio was not sent and submitted within ${timeoutMs} ms. Was it under way, transcripts.list() shows it.`;
  return new EarmarkError('timeout', message, { retryable: true });
}
