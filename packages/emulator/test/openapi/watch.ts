import type { ServerResponse } from 'node:http';
import { type StartedExchange, exchanges } from '../../src/exchanges.ts';
import type { JournalEntry } from '../../src/journal.ts';
import { reasonToSkip } from './specification.ts';
import { reasonFor } from './unpublished.ts';
import { problemsOf } from './validator.ts';

/** How many answers were given, by what became of them here. */
export interface Counts {
  /** Held against what is published. */
  validated: number;
  /** Not published anywhere, for a reason that is written down. */
  unpublished: number;
  /** Untrue on purpose: the script's own words. */
  scripted: number;
  /** Never given, or not to the end: the script, or the client, cut it. */
  cut: number;
  /** Not looked at, because the specifications are not there. */
  skipped: number;
}

const none: Counts = Object.freeze({ validated: 0, unpublished: 0, scripted: 0, cut: 0, skipped: 0 });
const ports = new Set<number>();
let counts = { ...none };
let problems: string[] = [];

/** Looks at every answer of every emulator of this process, as it goes out; again is the same as once. */
export function watch(): void {
  exchanges.unsubscribe(look);
  exchanges.subscribe(look);
}

/** Whether answers from this port are seen here, and not only by their client. */
export function isWatched(port: number): boolean {
  return ports.has(port);
}

/** What was wrong since the last time. */
export function takeProblems(): string[] {
  const taken = problems;
  problems = [];
  return taken;
}

/** How much was seen since the last time. */
export function takeCounts(): Counts {
  const taken = counts;
  counts = { ...none };
  return taken;
}

// Only the emulator says anything on its channel.
function look(message: unknown): void {
  const { request, response, entry } = message as StartedExchange;
  ports.add(request.socket.localPort ?? 0);
  let isWhole = false;
  onAnswer(response, (contentType, body) => {
    isWhole = true;
    judge(entry, { status: response.statusCode, contentType, body });
  });
  response.once('close', () => void (isWhole || (counts.cut += 1)));
}

function judge(entry: JournalEntry, answer: { status: number; contentType: string; body: string }): void {
  if (entry.scripted) return void (counts.scripted += 1);
  if (reasonToSkip !== undefined) return void (counts.skipped += 1);
  const { method, route } = entry;
  const { status, contentType } = answer;
  const found = problemsOf({ method, path: entry.path.split('?')[0] ?? '', ...answer });
  if (found !== undefined) {
    counts.validated += 1;
    problems.push(...found);
  } else if (reasonFor(route, status, contentType) !== undefined) counts.unpublished += 1;
  else problems.push(`${route ?? `${method} (no route)`}: a ${status} of ${contentType} is published nowhere`);
}

/** Calls back with the type of an answer and all of its body, before the end of it is sent. */
function onAnswer(response: ServerResponse, callback: (contentType: string, body: string) => void): void {
  const chunks: Buffer[] = [];
  let contentType = '';
  const { writeHead, write, end } = response;
  const take = (chunk: unknown): void => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  Object.assign(response, {
    writeHead(status: number, headers: Readonly<Record<string, string>> = {}) {
      const [, type] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? [];
      contentType = type ?? '';
      return writeHead.call(response, status, headers);
    },
    write(...args: unknown[]): unknown {
      take(args[0]);
      return Reflect.apply(write, response, args);
    },
    end(...args: unknown[]): unknown {
      take(args[0]);
      callback(contentType, Buffer.concat(chunks).toString());
      return Reflect.apply(end, response, args);
    },
  });
}
