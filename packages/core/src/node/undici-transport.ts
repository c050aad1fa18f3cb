import { type Readable, pipeline } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip, gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Agent, Dispatcher } from 'undici';
import { type Undici, loadUndici } from './load-undici.ts';
import type { HttpRequest, HttpResponse, Transport } from '../transport.ts';

// Longer than the longest pause between two polls, so that waiting does not pay a handshake per look.
const keepAliveMs = 30_000;

/** Sends requests with undici, which is loaded, with its connection pool, at the first one. */
export function createUndiciTransport(): Transport {
  let loading: Promise<Undici> | undefined;
  let agent: Agent | undefined;
  return async (request) => {
    const undici = await (loading ??= loadUndici());
    // Deadlines are the client's, on its own clock: undici's would end a long upload that is doing well.
    agent ??= new undici.Agent({
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const { origin, pathname, search } = new URL(request.url);
    const answer = await undici.request.call(agent, {
      origin,
      path: pathname + search,
      method: request.method,
      headers: headersOf(request),
      // As it is: wrapped in a Readable, it would be held and handed on once more.
      body: (typeof request.body === 'object' ? request.body.read() : request.body) ?? null,
      signal: request.signal ?? null,
    });
    return toResponse(answer);
  };
}

function headersOf({ headers, body }: HttpRequest): Record<string, string> {
  const sent: Record<string, string> = { ...headers, 'accept-encoding': 'gzip' };
  if (typeof body === 'object' && body.size !== undefined) sent['content-length'] = String(body.size);
  return sent;
}

function toResponse({ statusCode, headers, body }: Dispatcher.ResponseData): HttpResponse {
  const flat: Record<string, string | undefined> = {};
  for (const name in headers) flat[name] = String(headers[name]);
  const zipped = flat['content-encoding'] === 'gzip';
  return {
    status: statusCode,
    headers: flat,
    text: (onBytes) => (zipped ? unzipped(body, onBytes) : textOf(body, onBytes)),
    // Errors reach whoever reads; composed streams throw them at the process.
    chunks: () => (zipped ? pipeline(body, createGunzip(), () => undefined) : body),
  };
}

async function textOf(body: Dispatcher.ResponseData['body'], onBytes?: () => void): Promise<string> {
  if (onBytes !== undefined) body.on('data', onBytes);
  return await body.text();
}

// In a thread of its own, not on the event loop.
async function unzipped(body: Readable, onBytes?: () => void): Promise<string> {
  const chunks: Buffer[] = [];
  body.on('data', (chunk: Buffer) => {
    onBytes?.();
    chunks.push(chunk);
  });
  await finished(body);
  return (await promisify(gunzip)(Buffer.concat(chunks))).toString();
}
