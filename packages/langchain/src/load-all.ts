import type { Client } from '@earmark/core';
import { EarmarkError } from '@earmark/core/portable';
import { type Settled, asCompleted } from './batch.ts';
import { type TranscriptDocument, toDocuments } from './documents.ts';
import type { LoadFailure } from './load-error.ts';
import { type TranscriptLoaderOptions, loaderDefaults } from './loader-options.ts';
import type { ChunkBounds } from './chunk-options.ts';
import type { Stage } from './progress.ts';
import { type Recording, toRecording } from './recording.ts';
import { type TranscriptSource, isTranscript, nameOf } from './source.ts';
import { type Asking, fetchTranscript, transcribe } from './transcribe.ts';

/** What is loaded, and how. */
export interface Load {
  readonly sources: readonly TranscriptSource[];
  readonly options: TranscriptLoaderOptions;
  readonly bounds: ChunkBounds;
  readonly client: () => Client;
}

/** A document, which source it is of, and the recording it was cut from. */
export interface Loaded {
  readonly index: number;
  readonly document: TranscriptDocument;
  readonly recording: Recording;
}

/**
 * Yields the documents of each recording as it completes, and puts those that fail into `failures`.
 *
 * Holds one recording at a time: one that completes while another is handed out is fetched again when its turn comes.
 * A refused key or account, the caller's abort, and whatever the caller's own functions throw end it all.
 */
export async function* loadAll(load: Load, failures: LoadFailure[]): AsyncGenerator<Loaded> {
  const { sources, options } = load;
  const ending = new AbortController();
  const signal = options.signal === undefined ? ending.signal : AbortSignal.any([options.signal, ending.signal]);
  const tell = createTelling(load, failures);
  // A signal each: Node warns of more than ten that listen to one.
  const askingOf = (index: number): Asking =>
    toAsking(load, AbortSignal.any([signal]), (progress) => tell(index, progress));
  const run = async (source: TranscriptSource, index: number, isAwaited: () => boolean): Promise<Held> => {
    signal.throwIfAborted();
    const recording = toRecording(await transcribe(source, askingOf(index), options.cache));
    return isAwaited() || isTranscript(source) ? { recording } : { transcriptId: recording.transcript.id };
  };
  try {
    for await (const settled of asCompleted(sources, options.concurrency ?? loaderDefaults.concurrency, run)) {
      const { index } = settled;
      try {
        const count = yield* documentsOf(load, settled, askingOf(index));
        tell(index, { stage: 'loaded', documents: count });
      } catch (error) {
        options.signal?.throwIfAborted();
        if (!isItsOwn(error)) throw error;
        failures.push({ source: sourceName(load, index), index, error });
        tell(index, { stage: 'failed', error });
      }
    }
  } finally {
    ending.abort();
  }
}

type Held = { readonly recording: Recording } | { readonly transcriptId: string };

/** Yields a recording's documents, and returns how many they are. */
async function* documentsOf(
  { sources, options, bounds, client }: Load,
  { index, value: held, error }: Settled<Held>,
  asking: Asking,
): AsyncGenerator<Loaded, number> {
  if (error !== undefined) throw error.thrown;
  const recording =
    'recording' in held ? held.recording : toRecording(await fetchTranscript(held.transcriptId, quiet(asking)));
  const { format = loaderDefaults.format, metadata = loaderDefaults.metadata } = options;
  const source = sourceName({ sources }, index);
  let count = 0;
  for await (const document of toDocuments(recording, {
    format,
    metadata,
    bounds,
    client,
    source,
    signal: asking.signal,
  })) {
    yield { index, document, recording };
    count += 1;
  }
  return count;
}

function quiet(asking: Asking): Asking {
  return { ...asking, onProgress: undefined };
}

function toAsking({ options, client }: Load, signal: AbortSignal, onProgress: Asking['onProgress']): Asking {
  const { params = loaderDefaults.params, retryFailed = loaderDefaults.retryFailed } = options;
  return { client, params, retryFailed, signal, onProgress };
}

function sourceName({ sources }: Pick<Load, 'sources'>, index: number): string | undefined {
  const source = sources[index];
  return source === undefined ? undefined : nameOf(source);
}

// What the service or a recording is to blame for belongs to that recording; the key and the account are everybody's.
function isItsOwn(error: unknown): boolean {
  return EarmarkError.is(error) && error.code !== 'auth' && error.code !== 'account';
}

function createTelling(load: Load, failures: readonly LoadFailure[]): (index: number, stage: Stage) => void {
  let loaded = 0;
  return (index, stage) => {
    if (stage.stage === 'loaded') loaded += 1;
    const counts = { loaded, failed: failures.length, total: load.sources.length };
    load.options.onProgress?.({ ...stage, source: sourceName(load, index), index, ...counts });
  };
}
