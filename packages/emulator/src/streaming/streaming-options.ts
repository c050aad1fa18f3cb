/** The part of the options that is about streaming. */
export interface StreamingOptions {
  /** How much audio may come ahead of real time, in seconds. @default 300 */
  readonly lookAheadSeconds?: number | undefined;
  /** Sessions that a project may have open; one more is refused. @default any number */
  readonly mostSessions?: number | undefined;
}
