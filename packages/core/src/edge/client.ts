import { type Client, createPortableClient } from '../client.ts';
import type { ClientOptions } from '../options.ts';
import type { Clock, Transport } from '../transport.ts';
import { timerClock } from './timer-clock.ts';
import { createFetchTransport } from './fetch-transport.ts';
import type { SocketTransport } from '../streaming/socket.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

export interface EdgeClientOptions extends ClientOptions {
  /** Sends the requests. @default the runtime's `fetch` */
  readonly transport?: Transport | undefined;
  /** Opens WebSockets. @default the runtime's `WebSocket` */
  readonly sockets?: SocketTransport | undefined;
  /** @default the runtime's timers */
  readonly clock?: Clock | undefined;
}

/**
 * Creates a client for runtimes without Node's modules: Workers, Deno, Bun, browsers behind a proxy that adds the key.
 *
 * Reads no environment: the key and the addresses are given. Audio is bytes, a Blob, a stream, or an http(s) URL.
 *
 * @throws EarmarkError `auth` when there is no key, `invalid` for an unknown region or a base URL that is none.
 */
export function createClient(options: EdgeClientOptions = {}): Client {
  const { transport, sockets, clock, ...rest } = options;
  return createPortableClient(
    {
      request: transport ?? createFetchTransport(),
      clock: clock ?? timerClock,
      sockets: sockets ?? createWebSocketTransport(),
    },
    rest,
  );
}
