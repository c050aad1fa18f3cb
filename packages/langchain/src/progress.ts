import type { JobProgress } from './transcribe.ts';

/** What happens to one recording. */
export type Stage =
  | JobProgress
  | { readonly stage: 'loaded'; readonly documents: number }
  | { readonly stage: 'failed'; readonly error: unknown };

/** What happens to one recording of a batch, and how far the batch is. */
export type LoadProgress = Stage & {
  /** The recording's name, without secrets; undefined for bytes and streams. */
  readonly source: string | undefined;
  /** Its place among the sources. */
  readonly index: number;
  /** Recordings that are loaded, that failed, and that there are. */
  readonly loaded: number;
  readonly failed: number;
  readonly total: number;
};
