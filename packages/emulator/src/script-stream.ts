/** What goes wrong with one streaming session. What comes `atByte` comes once so much audio has arrived. */
export interface ScriptedStream {
  /** After how many bytes of audio; what follows them is not heard. @default 0, right after `Begin` */
  readonly atByte?: number;
  /** Cut the connection, without a close code. */
  readonly drop?: boolean;
  /** Close the connection with this code. */
  readonly close?: number;
  /** Send an `Error` message, and close with its code. */
  readonly fail?: { readonly error_code: number; readonly error: string };
  /** Answer nothing any more, but for pings. */
  readonly silent?: boolean;
  /** Neither read nor answer anything any more, not even pings: as when the network has gone. */
  readonly halfOpen?: boolean;
  /** Send this, and go on: a string as it is, be it malformed, and anything else as JSON, be it of an unknown type. */
  readonly send?: unknown;
  /** Send `Begin` so many milliseconds late. */
  readonly beginDelayMs?: number;
  /** Send `Begin` in one packet with the answer to the upgrade. */
  readonly beginAtOnce?: boolean;
  /** Neither send `Termination` nor close when the client terminates. */
  readonly withholdTermination?: boolean;
  /**
   * Messages to send instead of hearing anything, as they are: one for each message of audio, and the rest when the
   * client terminates. `Begin` and `Termination` are added where they are missing.
   */
  readonly frames?: readonly unknown[];
}
