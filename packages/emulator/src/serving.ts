import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Exchange, type Match, type Route, matchRoute, reply } from './http.ts';
import type { JournalEntry } from './journal.ts';
import type { Limiter } from './limits.ts';
import { Problem, refusal, unauthorised } from './problem.ts';
import type { Projects } from './projects.ts';
import type { Prompter, ScriptedAnswer } from './script.ts';
import type { Json } from './shapes.ts';

export interface Serving {
  readonly routes: readonly Route[];
  readonly journal: JournalEntry[];
  readonly prompter: Prompter;
  readonly projects: Projects;
  readonly limiter: Limiter;
  readonly startedAt: number;
  /** Aborted when the emulator ends. */
  readonly signal: AbortSignal;
}

// Far above what a client sends, and low enough to be held in memory.
const mostJsonBytes = 64 * 1024 ** 2;

/** Makes the function that takes one request from its arrival to its answer, and writes it into the journal. */
export function createServing(serving: Serving): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const url = toUrl(request.url ?? '/');
    const match = url && matchRoute(serving.routes, request.method ?? 'GET', url.pathname);
    const entry = record(serving, request, match);
    request.on('data', (chunk: Buffer) => (entry.bytes += chunk.byteLength));
    request.pause();
    try {
      const scripted = match === undefined ? undefined : serving.prompter.next(entry.route ?? '');
      const answer =
        (await perform(scripted, request, serving.signal)) ??
        (await handle(serving, request, match, url?.searchParams ?? new URLSearchParams(), entry));
      send(response, answer, entry);
    } catch (error) {
      send(response, toAnswer(error instanceof Problem ? error : internal()), entry);
    }
    request.resume();
  };
}

// Undefined for what is no URL, such as `//`, which a client can send all the same.
function toUrl(path: string): URL | undefined {
  try {
    return new URL(path, 'http://127.0.0.1');
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, answer: Answer, entry: JournalEntry): void {
  if (response.destroyed) return;
  reply(response, answer);
  entry.status = response.statusCode;
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

async function perform(
  scripted: ScriptedAnswer | undefined,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  if (scripted === undefined) return undefined;
  if (scripted.delayMs !== undefined) await sleep(scripted.delayMs, undefined, { signal });
  if (scripted.status === undefined && scripted.body === undefined) return undefined;
  for await (const _chunk of request);
  const { status = 200, headers = {}, body } = scripted;
  return { status, headers, ...(typeof body === 'string' ? { text: body } : { json: body }) };
}

async function handle(
  { projects, limiter }: Serving,
  request: IncomingMessage,
  match: Match | undefined,
  query: URLSearchParams,
  entry: JournalEntry,
): Promise<Answer> {
  if (match === undefined) throw refusal(404, 'Not found');
  const { open = false, bearer = false, refuse = refusal } = match.route;
  const header = request.headers.authorization ?? '';
  const key = bearer ? header.replace(/^Bearer /i, '') : header;
  const project = projects.of(key);
  if (!open && project === undefined) throw refuse(401, unauthorised);
  const limits = match.route.path.startsWith('/v2/') ? limiter.take(project ?? '') : {};
  const exchange: Exchange = {
    request,
    project: project ?? '',
    params: match.params,
    query,
    json: async () => {
      const body = await readJson(request, refuse);
      entry.json = body;
      return body;
    },
  };
  const answer = await match.route.handle(exchange);
  return { ...answer, headers: { ...limits, ...answer.headers } };
}

async function readJson(request: IncomingMessage, refuse: typeof refusal): Promise<Json> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.byteLength;
    if (bytes > mostJsonBytes) throw refuse(413, 'Request body is too large');
    chunks.push(buffer);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Falls through: what cannot be parsed is refused like what is no object.
  }
  throw refuse(400, 'Invalid JSON in request body');
}

function internal(): Problem {
  return refusal(
    500,
    'Internal server error. Please retry your request. If the error persists, please contact support@assemblyai.com for more information.',
  );
}

function toAnswer({ status, body, headers }: Problem): Answer {
  return typeof body === 'string' ? { status, headers, text: body } : { status, headers, json: body };
}
