/** Bytes on their way out. */
export interface HttpBody {
  /** Length in bytes, where it is known; sent as `Content-Length`. */
  readonly size: number | undefined;
  /** Whether `read` can be called again: true for paths, bytes and Blobs, false for streams. */
  readonly replayable: boolean;
  /** Opens the bytes from the beginning; a second call throws when the source can be read only once. */
  read(): AsyncIterable<Uint8Array>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Absolute, with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | HttpBody | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Reads the body to its end, once; tells of every piece that arrives. */
  text(onBytes?: () => void): Promise<string>;
  /** The body as it arrives, once, instead of `text`. Ending the iteration early closes the connection. */
  chunks(): AsyncIterable<Uint8Array>;
}

/**
 * Sends one HTTP request and resolves when the answer's head has arrived.
 *
 * Follows no redirect, retries nothing, and resolves for every status. Rejects with the signal's own reason when it is
 * aborted, and with whatever it likes otherwise: the caller makes an `EarmarkError` of it. Three small ones exist: undici
 * on Node, `fetch` elsewhere, and a host's own request helper where the host demands it.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** Time, injected, so that waiting can be tested without any. */
export interface Clock {
  /** Milliseconds; only differences matter. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds, or rejects at once with the signal's own reason.
   *
   * A `pause` is waited for; a `deadline` runs beside something else, and is usually called off. Time passes alike in
   * both: a test's clock may want to know.
   */
  sleep(ms: number, signal?: AbortSignal, purpose?: 'pause' | 'deadline'): Promise<void>;
}
