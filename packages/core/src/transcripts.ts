import { type AudioSource, remoteUrl } from './audio.ts';
import { withTranscriptId } from './errors.ts';
import type { Files } from './files.ts';
import { type Api, joinUrl } from './http.ts';
import type { WaitOptions } from './options.ts';
import {
  type CompletedTranscript,
  type Transcript,
  type TranscriptParams,
  transcriptSchema,
} from './schemas/transcript.ts';
import type { Clock } from './transport.ts';
import { waitFor } from './wait.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface Transcripts {
  /**
   * Creates a job for audio the service can fetch, and resolves while it is still queued.
   *
   * @throws EarmarkError `invalid` with the field's name when a parameter has the wrong type, before anything is sent.
   * @see https://www.assemblyai.com/docs/api-reference/transcripts/submit
   */
  create(params: TranscriptParams & { readonly audio_url: string }, options?: CallOptions): Promise<Transcript>;
  /** Fetches a job in whatever state it is; a failed one resolves too, with `status: 'error'`. */
  get(id: string, options?: CallOptions): Promise<Transcript>;
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
  /** Fetches captions of a completed transcript, as the text of an `.srt` or `.vtt` file. */
  subtitles(
    id: string,
    format: 'srt' | 'vtt',
    options?: CallOptions & { readonly charsPerCaption?: number | undefined },
  ): Promise<string>;
}

export function createTranscripts(api: Api, baseUrl: string, files: Files, clock: Clock): Transcripts {
  const all = joinUrl(baseUrl, '/v2/transcript');
  const one = (id: string, rest = ''): string => `${all}/${encodeURIComponent(id)}${rest}`;

  async function create(params: TranscriptParams, options: CallOptions = {}): Promise<Transcript> {
    const json = await checked(params);
    return await api.json(transcriptSchema, { method: 'POST', url: all, body: { json }, signal: options.signal });
  }

  const get: Transcripts['get'] = (id, options = {}) =>
    api.json(transcriptSchema, { method: 'GET', url: one(id), signal: options.signal });

  const wait = async (
    id: string,
    options?: WaitOptions,
    reported?: Transcript['status'],
  ): Promise<CompletedTranscript> => await waitFor((signal) => get(id, { signal }), id, clock, options, reported);

  return {
    create,
    get,
    wait: (id, options) => wait(id, options),
    async transcribe(audio, params = {}, options = {}) {
      await checked(params);
      const audio_url = remoteUrl(audio) ?? (await files.upload(audio, options));
      const { id, status } = await create({ ...params, audio_url }, options);
      if (status === 'queued') report(id, options);
      return await wait(id, options, status);
    },
    async subtitles(id, format, { signal, charsPerCaption } = {}) {
      const query = charsPerCaption === undefined ? '' : `?chars_per_caption=${charsPerCaption}`;
      return await api.text({ method: 'GET', url: one(id, `/${format}${query}`), signal }).catch((error: unknown) => {
        throw withTranscriptId(error, id);
      });
    },
  };
}

function report(transcriptId: string, { onProgress }: WaitOptions): void {
  try {
    onProgress?.({ stage: 'queued', transcriptId });
  } catch (error) {
    throw withTranscriptId(error, transcriptId);
  }
}

async function checked(params: TranscriptParams): Promise<TranscriptParams> {
  const { checkedTranscriptParams } = await import('./schemas/check-params.ts');
  return checkedTranscriptParams(params);
}
