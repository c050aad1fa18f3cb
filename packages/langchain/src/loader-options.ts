import type { Client, TranscriptParams } from '@earmark/core';
import type { TranscriptCache } from './cache/store.ts';
import type { ChunkOptions } from './chunk-options.ts';
import type { MoreMetadata } from './documents.ts';
import type { DocumentFormat } from './passage.ts';
import type { LoadProgress } from './progress.ts';

export interface TranscriptLoaderOptions {
  /** @default createClient({ apiKey }), at the first load */
  readonly client?: Client | undefined;
  /** @default process.env.ASSEMBLYAI_API_KEY */
  readonly apiKey?: string | undefined;
  /** The API's own parameters. @default { speaker_labels: true } */
  readonly params?: TranscriptParams | undefined;
  /** What becomes one document. @default 'chunks' */
  readonly format?: DocumentFormat | undefined;
  /** How large a chunk may become. @default { turns: 1, tokens: 80 } */
  readonly chunk?: ChunkOptions | undefined;
  /** Added to every document, or a function that tells what to add; the same at every load. @default {} */
  readonly metadata?: MoreMetadata | undefined;
  /** Recordings under way at a time. @default 4 */
  readonly concurrency?: number | undefined;
  /** Whether a recording that fails is thrown, once all others are loaded, or told in `failures`. @default 'throw' */
  readonly errors?: 'throw' | 'collect' | undefined;
  /** Remembers which recording is which transcript, so that none is paid for twice. @default none */
  readonly cache?: TranscriptCache | undefined;
  /** Whether a recording of the cache whose job failed gets another job. @default false */
  readonly retryFailed?: boolean | undefined;
  /** Called at each stage of each recording. What it throws ends the load. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What holds where an option is left out. */
export const loaderDefaults = Object.freeze({
  params: Object.freeze({ speaker_labels: true }),
  format: 'chunks',
  metadata: Object.freeze({}),
  concurrency: 4,
  errors: 'throw',
  retryFailed: false,
} as const);
