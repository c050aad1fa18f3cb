import type { IncomingMessage } from 'node:http';
import type { JournalEntry } from './journal.ts';

/** What the journal says of a request that has just arrived. */
export function recordRequest(request: IncomingMessage, route: string | undefined, startedAt: number): JournalEntry {
  return {
    atMs: performance.now() - startedAt,
    method: request.method ?? '',
    path: request.url ?? '',
    route,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    bytes: 0,
    json: undefined,
    status: undefined,
    sentBytes: 0,
    reset: false,
    scripted: false,
  };
}
