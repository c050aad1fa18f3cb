import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where tickets go, and those that came. */
export interface Tickets {
  readonly url: string;
  readonly came: readonly string[];
  close(): void;
}

export async function startTickets(): Promise<Tickets> {
  const came: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => (text += String(piece)));
    request.on('end', () => {
      came.push(text);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo; // oxlint-disable-line typescript/no-unsafe-type-assertion -- it listens on a port
  return { url: `http://127.0.0.1:${address.port}/api/tickets`, came, close: () => server.close() };
}
