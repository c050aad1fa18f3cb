import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { type Client, EarmarkError } from '@earmark/core';
import { type Asset, makeAssets } from './assets.ts';
import type { Service } from './service.ts';

export interface Site extends AsyncDisposable {
  readonly url: string;
}

/** Serves the page, and at `POST /token` a token for one session; the key never leaves. */
export async function serve({ client, streamingUrl }: Service, port = 0): Promise<Site> {
  const assets = await makeAssets(streamingUrl);
  const headers = headersFor(streamingUrl);
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method === 'POST' && request.url === '/token') void answerToken(client, response);
    else answerAsset(assets, request, response);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const listens = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${listens}/`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

// On a server of your own, ask here first who is there: whoever gets a token speaks at your expense.
async function answerToken(client: Client, response: ServerResponse): Promise<void> {
  try {
    const { token } = await client.streaming.createToken({ expires_in_seconds: 60 });
    answer(response, 200, { type: 'application/json', body: JSON.stringify({ token }) });
  } catch (error) {
    const why = EarmarkError.is(error) ? error.message : 'The server failed.';
    answer(response, 502, { type: 'application/json', body: JSON.stringify({ error: why }) });
  }
}

function answerAsset(
  assets: ReadonlyMap<string, Asset>,
  { method, url }: IncomingMessage,
  response: ServerResponse,
): void {
  const asset = method === 'GET' ? assets.get(url ?? '') : undefined;
  answer(response, asset === undefined ? 404 : 200, asset ?? { type: 'text/plain', body: 'Nothing is here.' });
}

function answer(response: ServerResponse, status: number, { type, body }: Asset): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

function headersFor(streamingUrl: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    `connect-src 'self' ${new URL(streamingUrl).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
}
