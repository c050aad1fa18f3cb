import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';

export interface RunningServer {
  readonly port: number;
  /** Cuts every connection, and resolves when no request is being served any more. */
  close(): Promise<void>;
}

/** Listens on this machine's loopback; rejects when the port is taken. */
export async function startServer(
  serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  port: number,
): Promise<RunningServer> {
  const serving = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const served: Promise<void> = serve(request, response).finally(() => serving.delete(served));
    serving.add(served);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
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

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('the emulator does not listen on a port');
}
