import type { EarmarkError, EarmarkErrorCode } from './errors.ts';
import type { StreamingStats } from './streaming/stats.ts';
import type { Transcript } from './schemas/transcript.ts';

/** What a client does, as it does it: for logs, metrics and traces. Holds no key, no URL query and no speech. */
export type ClientEvent =
  | {
      readonly type: 'request';
      readonly method: string;
      readonly host: string;
      readonly path: string;
      /** Absent when there was no answer. */
      readonly status: number | undefined;
      /** Absent when it went well. */
      readonly code: EarmarkErrorCode | undefined;
      readonly durationMs: number;
      readonly requestId: string | undefined;
    }
  | {
      readonly type: 'retry';
      readonly method: string;
      readonly host: string;
      readonly path: string;
      readonly code: EarmarkErrorCode;
      readonly status: number | undefined;
      readonly pauseMs: number;
    }
  | ({ readonly type: 'stream'; readonly status: 'reconnect' | 'close' } & StreamingStats)
  | { readonly type: 'poll'; readonly transcriptId: string; readonly status: Transcript['status'] }
  | {
      readonly type: 'job';
      readonly transcriptId: string;
      /** `recovered`: the answer to its submission was lost, and the job was found again. */
      readonly status: 'created' | 'recovered' | 'completed' | 'error';
    };

/** Hears what a client does; must not throw. */
export type Observe = (event: ClientEvent) => void;

/** A request is about to be made again. */
export function toRetry(
  { method, url }: { readonly method: string; readonly url: string },
  { code, status }: EarmarkError,
  pauseMs: number,
): ClientEvent {
  const { host, pathname: path } = new URL(url);
  return { type: 'retry', method, host, path, code, status, pauseMs };
}
