import type { StreamRecord } from './streaming/stream-record.ts';

/** A request as it arrived. */
export interface JournalEntry {
  /** Milliseconds since the emulator started. */
  readonly atMs: number;
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  /** Method and path template, such as `GET /v2/transcript/{transcript_id}`; undefined when nothing is there. */
  readonly route: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of the body received so far. */
  bytes: number;
  /** The body, where it was JSON. */
  json: unknown;
  /** Status answered, once it was. */
  status: number | undefined;
  /** Bytes of the body sent back so far. */
  sentBytes: number;
  /** Whether the connection was cut because the script said so. */
  reset: boolean;
  /** Whether the answer is the script's own, and not the truth. */
  scripted: boolean;
  /** What came of it, where it was a streaming session. */
  readonly stream?: StreamRecord;
}

/** Everything the emulator was asked, in order: what really arrived, whatever a client says it sent. */
export type Journal = readonly JournalEntry[];
