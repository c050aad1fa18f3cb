import type { Clock } from '../transport.ts';
import { EarmarkError } from '../errors.ts';
import { errorOfAnswer } from '../answer-error.ts';
import { isUntrusted, trustAdvice } from '../untrusted.ts';
import { type Closing, closingError } from './closings.ts';
import { watchLiveness } from './liveness.ts';
import { type ServiceMessage, parseMessage } from './messages.ts';
import type { RefusedHandshake, Socket, SocketRequest, SocketTransport } from './socket.ts';

export type Begin = Extract<ServiceMessage, { readonly kind: 'Begin' }>;

export interface ConnectionDeps {
  readonly sockets: SocketTransport;
  readonly clock: Clock;
  readonly redact: (text: string) => string;
}

/** One connection to the service, from its handshake to its end. */
export class Connection {
  readonly #deps: ConnectionDeps;
  readonly #onMessage: (message: ServiceMessage, connection: Connection) => void;
  readonly #gone = new AbortController();
  #socket: Socket | undefined;
  #begin: Begin | undefined;
  #onBegin: () => void = () => undefined;
  #closing: Closing | undefined;
  #lastSignMs: number;
  #lastMessageMs: number;
  #signs = 0;
  #ended = false;

  constructor(deps: ConnectionDeps, onMessage: (message: ServiceMessage, connection: Connection) => void) {
    this.#deps = deps;
    this.#onMessage = onMessage;
    this.#lastSignMs = deps.clock.now();
    this.#lastMessageMs = this.#lastSignMs;
  }

  /** Aborted when the connection has ended, for whatever reason. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  get isGone(): boolean {
    return this.#closing !== undefined;
  }

  /** How it ended, once it has. */
  get closing(): Closing | undefined {
    return this.#closing;
  }

  /** Whether the service has said that the session is over. */
  get isTerminated(): boolean {
    return this.#ended;
  }

  get lastSignMs(): number {
    return this.#lastSignMs;
  }

  /** When it last said something: a pong or a heartbeat says nothing. */
  get lastMessageMs(): number {
    return this.#lastMessageMs;
  }

  /** How many signs of life have come. */
  get signs(): number {
    return this.#signs;
  }

  /** The socket, until it is gone: for what goes out at every frame. */
  get socket(): Socket | undefined {
    return this.isGone ? undefined : this.#socket;
  }

  /** Opens the socket and waits for Begin; rejects with the connection's one error. */
  async open(request: SocketRequest): Promise<Begin> {
    const listener = {
      onMessage: (data: string | Uint8Array) => this.#hear(parseMessage(data)),
      onPong: () => this.#sign(),
      onClose: (code: number, text: string) => this.#end({ code, text: text.startsWith('See Error') ? '' : text }),
    };
    try {
      this.#socket = await this.#deps.sockets.open(request, listener);
    } catch (error) {
      request.signal.throwIfAborted();
      throw this.#handshakeError(error);
    }
    return await this.#begun(request.signal);
  }

  send(data: string | Uint8Array): void {
    this.socket?.send(data);
  }

  /** Asks for a sign of life, where the runtime can. */
  ping(): void {
    this.socket?.ping?.();
  }

  /** Leaves: politely where the peer may still hear it. */
  leave(how: 'close' | 'cut'): void {
    this.#end({ code: 1006, text: '' });
    this.#socket?.[how]();
  }

  /** Why it ended, as the one error. */
  error(): EarmarkError {
    return closingError(this.#closing ?? { code: 1006, text: '' }, this.#deps.redact);
  }

  async #begun(signal: AbortSignal): Promise<Begin> {
    await new Promise<void>((resolve) => {
      this.#onBegin = resolve;
      if (this.#begin !== undefined || this.isGone || signal.aborted) resolve();
      this.#gone.signal.addEventListener('abort', () => resolve(), { once: true });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    if (this.#begin !== undefined && !this.isGone) {
      this.#watch();
      return this.#begin;
    }
    this.leave('cut');
    signal.throwIfAborted();
    throw this.error();
  }

  #watch(): void {
    const { clock } = this.#deps;
    watchLiveness(clock, this.#gone.signal, {
      lastSignMs: () => this.#lastSignMs,
      ping: this.#socket?.ping,
      onDead: () => this.leave('cut'),
    }).catch(() => undefined);
  }

  #sign(): void {
    this.#signs += 1;
    this.#lastSignMs = this.#deps.clock.now();
  }

  #hear(message: ServiceMessage): void {
    if (this.isGone) return;
    this.#sign();
    if (message.kind !== 'Heartbeat') this.#lastMessageMs = this.#lastSignMs;
    if (message.kind === 'legacy') {
      const text = 'deprecated: this server speaks the realtime API v2; point `streamingUrl` at one that has /v3/ws';
      this.#end({ code: 1008, text });
    } else if (message.kind === 'Error') this.#end({ code: message.code ?? 3005, text: message.text });
    else this.#pass(message);
    if (this.isGone) this.#socket?.close();
  }

  #pass(message: ServiceMessage): void {
    if (message.kind === 'Begin') {
      this.#begin = message;
      this.#onBegin();
    } else this.#onMessage(message, this);
    if (message.kind !== 'Termination') return;
    this.#ended = true;
    this.#end({ code: 1000, text: '' });
  }

  #end(closing: Closing): void {
    if (this.isGone) return;
    this.#closing = closing;
    this.#gone.abort();
  }

  #handshakeError(error: unknown): EarmarkError {
    const { redact } = this.#deps;
    if (isRefusal(error)) return errorOfAnswer(error, error.body, redact);
    const words = error instanceof Error ? redact(error.message) : 'unknown reason';
    const untrusted = isUntrusted(error);
    const message = `The streaming connection could not be opened: ${words}${untrusted ? `. ${trustAdvice}` : ''}`;
    return new EarmarkError('network', message, { retryable: !untrusted });
  }
}

function isRefusal(error: unknown): error is RefusedHandshake {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && 'body' in error;
}
