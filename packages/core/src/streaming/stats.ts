/** What a session has done so far. */
export interface StreamingStats {
  readonly reconnects: number;
  /** Audio sent more than once, in milliseconds. */
  readonly replayedMs: number;
  /** Audio never sent, as there was no room for it, in milliseconds. */
  readonly droppedMs: number;
  /** Audio held in memory. */
  readonly bufferedBytes: number;
  /** From the first audio sent to the first word heard, in milliseconds. */
  readonly timeToFirstWordMs: number | undefined;
  /** From the end of the last turn's last word to its `turn-end`, in milliseconds. */
  readonly endOfTurnDelayMs: number | undefined;
  /** Messages that this version does not know, or could not read. */
  readonly unknownMessages: number;
}
