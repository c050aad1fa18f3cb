import { type IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from './clock.ts';
import { resetConnection } from './faults.ts';
import { type Answer, reply } from './http.ts';
import type { JournalEntry } from './journal.ts';
import { toAnswer, toOwnAnswer } from './own-answer.ts';
import { Problem, internalError, refusal } from './problem.ts';
import type { Prompter } from './prompter.ts';
import { recordRequest } from './record-request.ts';
import type { ScriptedAnswer } from './script.ts';
import { type StreamRecord, createStreamRecord } from './streaming/stream-record.ts';
import type { Stream } from './streaming/streaming.ts';

/** The path of streaming sessions. */
const path = '/v3/ws';

/** How scripts and the journal call it. */
export const streamRoute = `GET ${path}`;

export interface UpgradeWorld {
  readonly stream: Stream;
  readonly journal: JournalEntry[];
  readonly prompter: Prompter;
  readonly startedAt: number;
  readonly clock: Clock;
  /** Aborted when the emulator ends. */
  readonly signal: AbortSignal;
}

/** Makes the function that takes over connections which ask for a streaming session, and writes them into the journal. */
export function createUpgrades(
  world: UpgradeWorld,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean {
  return (request, socket, head) => {
    if ((request.url ?? '').split('?')[0] !== path) return false;
    const record = createStreamRecord();
    const entry: JournalEntry = { ...recordRequest(request, streamRoute, world.startedAt), stream: record };
    world.journal.push(entry);
    endWith(world.signal, socket);
    upgrade(world, { request, socket, head, entry, record }).catch((error: unknown) => {
      answer(request, socket, entry, toAnswer(error instanceof Problem ? error : refusal(500, internalError)));
    });
    return true;
  };
}

/** A connection that asks for a session. */
interface Asking {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly entry: JournalEntry;
  readonly record: StreamRecord;
}

async function upgrade({ stream, prompter, clock, signal }: UpgradeWorld, asking: Asking): Promise<void> {
  const { request, socket, head, entry, record } = asking;
  const scripted: ScriptedAnswer = prompter.next({ route: streamRoute, method: 'GET', path: entry.path }) ?? {};
  if (scripted.delayMs !== undefined) await clock.sleep(scripted.delayMs, signal);
  if (scripted.hang === true) return;
  const isReset = scripted.reset !== undefined && scripted.reset !== false;
  if (isReset && socket instanceof Socket) return resetConnection(socket, entry);
  const own = toOwnAnswer(scripted, undefined);
  if (own !== undefined) {
    entry.scripted = true;
    return answer(request, socket, entry, own);
  }
  stream(request, socket, head, record, scripted.stream ?? {});
  entry.status = 101;
}

// A server knows nothing any more of connections that were taken over.
function endWith(signal: AbortSignal, socket: Duplex): void {
  const destroy = (): void => void socket.destroy();
  signal.addEventListener('abort', destroy);
  socket.on('close', () => signal.removeEventListener('abort', destroy));
}

function answer(request: IncomingMessage, socket: Duplex, entry: JournalEntry, own: Answer): void {
  if (!(socket instanceof Socket) || socket.destroyed) return;
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  entry.sentBytes = reply(response, own);
  entry.status = response.statusCode;
}
