import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';

export interface RunningServer {
  readonly port: number;
  /** Cuts every connection, and resolves when no request is being served any more. */
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly port: number;
  /** Serves TLS with these. @default plain HTTP */
  readonly certificate?: { readonly key: string; readonly cert: string } | undefined;
  /** Closes a connection whose request head takes longer, in milliseconds. */
  readonly headersTimeoutMs: number;
}

export interface Service {
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes over a connection that is to be a WebSocket, and tells whether there is one on this path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/** Listens on this machine's loopback; rejects when the port is taken. */
export async function startServer(service: Service, options: ServerOptions): Promise<RunningServer> {
  const serving = new Set<Promise<void>>();
  const server = create(options, (request, response) => {
    const served: Promise<void> = service.serve(request, response).finally(() => serving.delete(served));
    serving.add(served);
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (!service.upgrade(request, socket, head)) refuseUpgrade(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: portOf(server),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, ...serving]);
    },
  };
}

// Decoding may hold a busy emulator up for longer than Node's five seconds, after which it cuts clients that wait.
const keepAliveTimeout = 60_000;

function create(
  { certificate, headersTimeoutMs }: ServerOptions,
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  // An upload may take its time, its head may not.
  const limits = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: 0,
    keepAliveTimeout,
    connectionsCheckingInterval: Math.min(1_000, headersTimeoutMs),
  };
  return certificate === undefined
    ? createServer(limits, listener)
    : createSecureServer({ ...limits, ...certificate }, listener);
}

const noStreaming = JSON.stringify({ error: 'This emulator does not serve WebSockets on this path.' });

function refuseUpgrade(socket: Duplex): void {
  const head = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(noStreaming)}\r\nconnection: close`;
  socket.end(`HTTP/1.1 501 Not Implemented\r\n${head}\r\n\r\n${noStreaming}`);
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('the emulator does not listen on a port');
}
