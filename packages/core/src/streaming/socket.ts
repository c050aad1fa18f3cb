/** An open WebSocket, as the streaming code uses it. */
export interface Socket {
  /** Bytes handed over that the network has not taken yet. */
  readonly bufferedAmount: number;
  /** Sends text or bytes at once; the bytes may be written over when it returns. */
  send(data: string | Uint8Array): void;
  /** Asks the peer for a sign of life; absent where the runtime cannot. */
  readonly ping?: (() => void) | undefined;
  /** Closes politely, and lets what was sent arrive. */
  close(): void;
  /** Cuts the connection at once. */
  cut(): void;
}

/** Hears a socket; is there before the socket opens, so that what comes with the handshake is not lost. */
export interface SocketListener {
  onMessage(data: string | Uint8Array): void;
  /** A sign of life without a message. */
  onPong(): void;
  /** Called once, after which nothing else is. */
  onClose(code: number, reason: string): void;
}

export interface SocketRequest {
  /** Absolute, `ws:` or `wss:`, with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the handshake; an open socket is its owner's to close. */
  readonly signal: AbortSignal;
}

/** Opens sockets. Two small ones exist: `ws` on Node, and the runtime's own `WebSocket` elsewhere. */
export interface SocketTransport {
  /** Whether a handshake can carry headers; otherwise a token goes into the query. */
  readonly sendsHeaders: boolean;
  /**
   * Resolves when the handshake is done. Rejects with the signal's own reason when it is aborted, with a
   * {@link RefusedHandshake} when an HTTP answer came instead, and with whatever it likes otherwise.
   */
  open(request: SocketRequest, listener: SocketListener): Promise<Socket>;
}

/** An HTTP answer in place of a WebSocket. */
export interface RefusedHandshake extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}
