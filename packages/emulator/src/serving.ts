import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Exchange, type Match, type Route, matchRoute, reply } from './http.ts';
import type { JournalEntry } from './journal.ts';
import { Problem, refusal, unauthorised } from './problem.ts';
import type { Prompter, ScriptedAnswer } from './script.ts';
import type { Json } from './shapes.ts';

export interface Serving {
  readonly routes: readonly Route[];
  readonly journal: JournalEntry[];
  readonly prompter: Prompter;
  readonly keys: readonly string[] | undefined;
  readonly startedAt: number;
}

/** Makes the function that takes one request from its arrival to its answer, and writes it into the journal. */
export function createServing(serving: Serving): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const match = matchRoute(serving.routes, request.method ?? 'GET', url.pathname);
    const entry = record(serving, request, match);
    request.on('data', (chunk: Buffer) => (entry.bytes += chunk.byteLength));
    request.pause();
    try {
      const scripted = match === undefined ? undefined : serving.prompter.next(entry.route ?? '');
      const answer = (await perform(scripted, request)) ?? (await handle(serving, request, match, url, entry));
      entry.status = answer.status ?? 200;
      reply(response, answer);
    } catch (error) {
      const problem = error instanceof Problem ? error : internal();
      entry.status = problem.status;
      if (!response.destroyed) reply(response, toAnswer(problem));
    }
    request.resume();
  };
}

function record(serving: Serving, request: IncomingMessage, match: Match | undefined): JournalEntry {
  const entry: JournalEntry = {
    atMs: performance.now() - serving.startedAt,
    method: request.method ?? '',
    path: request.url ?? '',
    route: match === undefined ? undefined : `${match.route.method} ${match.route.path}`,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    bytes: 0,
    json: undefined,
    status: undefined,
  };
  serving.journal.push(entry);
  return entry;
}

async function perform(scripted: ScriptedAnswer | undefined, request: IncomingMessage): Promise<Answer | undefined> {
  if (scripted === undefined) return undefined;
  if (scripted.delayMs !== undefined) await sleep(scripted.delayMs);
  if (scripted.status === undefined && scripted.body === undefined) return undefined;
  for await (const _chunk of request);
  const { status = 200, headers = {}, body } = scripted;
  return { status, headers, ...(typeof body === 'string' ? { text: body } : { json: body }) };
}

async function handle(
  { keys }: Serving,
  request: IncomingMessage,
  match: Match | undefined,
  url: URL,
  entry: JournalEntry,
): Promise<Answer> {
  if (match === undefined) throw refusal(404, 'Not found');
  const key = request.headers.authorization ?? '';
  const known = key !== '' && (keys === undefined || keys.includes(key));
  if (match.route.open !== true && !known) throw refusal(401, unauthorised);
  const exchange: Exchange = {
    request,
    params: match.params,
    query: url.searchParams,
    json: async () => {
      const body = await readJson(request);
      entry.json = body;
      return body;
    },
  };
  return await match.route.handle(exchange);
}

async function readJson(request: IncomingMessage): Promise<Json> {
  const body = await text(request);
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Falls through: what cannot be parsed is refused like what is no object.
  }
  throw refusal(400, 'Invalid JSON in request body');
}

function internal(): Problem {
  return refusal(
    500,
    'Internal server error. Please retry your request. If the error persists, please contact support@assemblyai.com for more information.',
  );
}

function toAnswer({ status, body }: Problem): Answer {
  return typeof body === 'string' ? { status, text: body } : { status, json: body };
}
