import { Readable } from 'node:stream';
import type { Agent } from 'undici';
import type { HttpRequest, Transport } from '../transport.ts';

// Longer than the longest pause between two polls, so that waiting does not pay a handshake per look.
const keepAliveMs = 30_000;

/** Sends requests with undici, which is loaded, with its connection pool, at the first one. */
export function createUndiciTransport(): Transport {
  let agent: Agent | undefined;
  return async (request) => {
    const undici = await import('undici');
    agent ??= new undici.Agent({ keepAliveTimeout: keepAliveMs, keepAliveMaxTimeout: keepAliveMs });
    const { statusCode, headers, body } = await undici.request(request.url, {
      dispatcher: agent,
      method: request.method,
      headers: withLength(request),
      body: typeof request.body === 'object' ? Readable.from(request.body.read()) : (request.body ?? null),
      signal: request.signal ?? null,
    });
    const flat = Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]);
    return { status: statusCode, headers: Object.fromEntries(flat), text: () => body.text() };
  };
}

function withLength({ headers, body }: HttpRequest): Record<string, string> {
  if (typeof body !== 'object' || body.size === undefined) return { ...headers };
  return { ...headers, 'content-length': String(body.size) };
}
