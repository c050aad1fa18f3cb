import type { ScriptedStream } from './script-stream.ts';

/** One answer out of order: what a test wants a route to say or do instead of the truth. */
export interface ScriptedAnswer {
  /** How many requests get this answer. @default 1 */
  readonly times?: number | 'always';
  /** Wait this long before anything else, in milliseconds; with nothing else said, the truth follows. @default 0 */
  readonly delayMs?: number;
  /** With nothing else said, a refusal has the words that the service documents for it. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Reset the connection instead of answering; nothing is done. `true` is `after-body`. */
  readonly reset?: boolean | 'before-body' | 'after-body';
  /** Read the request, do nothing, and never answer. */
  readonly hang?: boolean;
  /**
   * Do really what was asked, and then fail: what leaves a client in doubt. `answer` sends the scripted status and body
   * in place of the true ones.
   */
  readonly afterwards?: 'reset' | 'hang' | 'answer';
  /** Send so many bytes of the body, though the head promises all, and cut the connection. */
  readonly truncate?: number;
  /** Send the body byte by byte, this many milliseconds apart. */
  readonly dripMs?: number;
  /** Send the body no faster than so many bytes a second. */
  readonly throttle?: number;
  /** Create the job, and let it end in `error` with these words. Only `POST /v2/transcript` has jobs to fail. */
  readonly job?: { readonly error: string };
  /** What goes wrong once the connection is open. Only `GET /v3/ws` streams. */
  readonly stream?: ScriptedStream;
}

/** What a script that is a function is asked. */
export interface ScriptedRequest {
  /** Method and path template, such as `GET /v2/transcript/{transcript_id}`; undefined when nothing is there. */
  readonly route: string | undefined;
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  /** Which request of this route it is, from 1. */
  readonly count: number;
  /** The body, where it is JSON. */
  readonly json?: unknown;
}

/**
 * Answers by route, such as `POST /v2/transcript` or `GET /v2/transcript/{transcript_id}`, used in order; or a function
 * that is asked every time, where undefined is the truth.
 */
export type Script = Readonly<Record<string, readonly ScriptedAnswer[]>> | ScriptFunction;

export type ScriptFunction = (request: ScriptedRequest) => ScriptedAnswer | undefined;
