import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Body, createBody, mayBeJson } from './body.ts';
import type { Clock } from './clock.ts';
import { type StartedExchange, exchanges } from './exchanges.ts';
import { gone, isPaced, resetConnection, sendPaced } from './faults.ts';
import { type Answer, type Exchange, type Match, type Route, matchRoute, nameOf, reply } from './http.ts';
import type { JournalEntry } from './journal.ts';
import type { Limiter } from './limits.ts';
import { toAnswer, toOwnAnswer } from './own-answer.ts';
import { Problem, internalError, refusal, unauthorised } from './problem.ts';
import type { Projects } from './projects.ts';
import type { Prompter } from './prompter.ts';
import { recordRequest } from './record-request.ts';
import type { ScriptedAnswer } from './script.ts';

export interface Serving {
  readonly routes: readonly Route[];
  readonly journal: JournalEntry[];
  readonly prompter: Prompter;
  readonly projects: Projects;
  readonly limiter: Limiter;
  readonly startedAt: number;
  readonly clock: Clock;
  /** Aborted when the emulator ends. */
  readonly signal: AbortSignal;
}

/** One request, from its arrival to its answer. */
interface Turn {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL | undefined;
  readonly match: Match | undefined;
  readonly entry: JournalEntry;
  readonly body: Body;
}

/** Makes the function that takes one request from its arrival to its answer, and writes it into the journal. */
export function createServing(serving: Serving): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const url = toUrl(request.url ?? '/');
    const match = url && matchRoute(serving.routes, request.method ?? 'GET', url.pathname);
    const entry = record(serving, request, match);
    exchanges.publish({ request, response, entry } satisfies StartedExchange);
    const turn: Turn = { request, response, url, match, entry, body: createBody(request) };
    request.on('data', (chunk: Buffer) => (entry.bytes += chunk.byteLength));
    request.pause();
    try {
      const scripted = await prompt(serving, turn);
      if (scripted === undefined) send(turn, await handle(serving, turn));
      else await play(serving, turn, scripted);
    } catch (error) {
      send(turn, toAnswer(problemOf(error, match)));
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

function send({ response, entry }: Turn, answer: Answer): void {
  if (response.destroyed) return;
  // Half an answer is out already, when the emulator ends in the middle of a slow one.
  if (response.headersSent) return void response.destroy();
  entry.sentBytes = reply(response, answer);
  entry.status = response.statusCode;
}

function record(serving: Serving, request: IncomingMessage, match: Match | undefined): JournalEntry {
  const entry = recordRequest(request, match && nameOf(match.route), serving.startedAt);
  serving.journal.push(entry);
  return entry;
}

async function prompt(
  { prompter }: Serving,
  { request, match, entry, body }: Turn,
): Promise<ScriptedAnswer | undefined> {
  if (prompter.wantsJson && mayBeJson(request, match?.route.path)) entry.json = await body.json();
  const { route, method, path, json } = entry;
  return prompter.next({ route, method, path, ...(json === undefined ? {} : { json }) });
}

async function play(serving: Serving, turn: Turn, scripted: ScriptedAnswer): Promise<void> {
  const { clock, signal } = serving;
  const { response, request, entry, match } = turn;
  if (scripted.delayMs !== undefined) await clock.sleep(scripted.delayMs, signal);
  if (scripted.reset === 'before-body') return resetConnection(request.socket, entry);
  const resets = scripted.reset === true || scripted.reset === 'after-body';
  const isSilent = resets || scripted.hang === true;
  const own = toOwnAnswer(scripted, match?.route);
  entry.scripted = own !== undefined;
  const isTrue = scripted.afterwards !== undefined || (own === undefined && !isSilent);
  const truth = isTrue
    ? await handle(serving, turn, scripted).catch((error: unknown) => toAnswer(problemOf(error, match)))
    : undefined;
  if (!isTrue) await readThrough(turn);
  if (resets || scripted.afterwards === 'reset') return resetConnection(request.socket, entry);
  if (scripted.hang === true || scripted.afterwards === 'hang') return await gone(response);
  const answer = own ?? truth ?? {};
  if (isPaced(scripted)) await sendPaced(response, answer, scripted, entry, clock.sleep, signal);
  else send(turn, answer);
}

// Takes in what was sent, and does nothing with it.
async function readThrough({ request, match, entry, body }: Turn): Promise<void> {
  if (mayBeJson(request, match?.route.path)) entry.json = await body.json();
  for await (const _chunk of request.iterator({ destroyOnReturn: false }));
}

async function handle({ projects, limiter }: Serving, turn: Turn, scripted?: ScriptedAnswer): Promise<Answer> {
  const { request, match, url, entry, body } = turn;
  if (match === undefined) throw refusal(404, 'Not found');
  const { open = false, bearer = false, refuse = refusal, withoutKey = unauthorised } = match.route;
  const header = request.headers.authorization ?? '';
  const key = bearer ? header.replace(/^Bearer /i, '') : header;
  const project = projects.of(key);
  if (!open && project === undefined) throw refuse(401, header === '' ? withoutKey : unauthorised);
  const limits = match.route.path.startsWith('/v2/') ? limiter.take(project ?? '') : {};
  const exchange: Exchange = {
    request,
    project: project ?? '',
    params: match.params,
    query: url?.searchParams ?? new URLSearchParams(),
    json: async () => {
      if ((await body.bytes()) === undefined) throw refuse(413, 'Request body is too large');
      const json = await body.json();
      if (json === undefined) throw refuse(400, 'Invalid JSON in request body');
      entry.json = json;
      return json;
    },
    failJob: scripted?.job?.error,
  };
  const answer = await match.route.handle(exchange);
  return { ...answer, headers: { ...limits, ...answer.headers } };
}

// What breaks in a route is told in the envelope of its host.
function problemOf(error: unknown, match: Match | undefined): Problem {
  return error instanceof Problem ? error : (match?.route.refuse ?? refusal)(500, internalError);
}
