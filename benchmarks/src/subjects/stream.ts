/** One open stream. */
export interface Stream {
  /** Sends 50 ms of audio; waits where its side waits. */
  send(frame: Uint8Array): Promise<void> | void;
  close(): Promise<void>;
}

/** Hears the fields that the service adds to every Turn. */
export type OnTurn = (fields: Readonly<Record<string, unknown>>) => void;

export type OpenStream = (onTurn: OnTurn) => Promise<Stream>;
