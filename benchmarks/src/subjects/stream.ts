/** One open stream. */
export interface Stream {
  /** Sends 50 ms of audio; waits where its side waits. */
  send(frame: Uint8Array): Promise<void> | void;
  close(): Promise<void>;
}

/** Hears a Turn, with what the service adds to it. */
export type OnTurn = (turn: {
  readonly up_ns?: unknown;
  readonly sent_ns?: unknown;
  readonly [name: string]: unknown;
}) => void;

export type OpenStream = (onTurn: OnTurn) => Promise<Stream>;
