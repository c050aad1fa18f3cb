import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../clock.ts';
import { type SpeechEngine, canRecall } from '../engines/engine.ts';
import type { Projects } from '../projects.ts';
import type { ScriptedStream } from '../script-stream.ts';
import { type Faults, createFaults } from './faults.ts';
import type { KnownRecording } from './follower.ts';
import { listenToKnown } from './library.ts';
import { followKnown } from './listen.ts';
import { StreamProblem, expiredToken, invalidKey, missingKey, unknownToken, usedToken } from './problem.ts';
import { createRecordedSession } from './recorded.ts';
import { type Answering, Session, defaultSampleRate } from './session.ts';
import { Settings } from './settings.ts';
import type { StreamRecord } from './stream-record.ts';
import type { Tokens } from './tokens.ts';
import { type Wire, createWire, toValue } from './wire.ts';

export interface StreamingOptions {
  /** How much audio may come ahead of real time, in seconds. @default 300 */
  readonly lookAheadSeconds?: number | undefined;
}

export interface StreamingWorld {
  readonly engines: readonly SpeechEngine[];
  readonly projects: Projects;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly options: StreamingOptions;
  readonly signal: AbortSignal;
}

/** Takes over a connection that asks for a streaming session. */
export type Stream = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  record: StreamRecord,
  plan: ScriptedStream,
) => Promise<void>;

const mostMessageBytes = 128 * 1024;
const longestSessionSeconds = 10_800;
const defaultLookAheadSeconds = 300;

export function createStreaming(world: StreamingWorld): Stream {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostMessageBytes,
    clientTracking: false,
    autoPong: false,
  });
  let known: Promise<readonly KnownRecording[]> | undefined;
  return async (request, socket, head, record, plan) => {
    known ??= listenToAll(world.engines);
    const recordings = await known;
    if (plan.beginAtOnce === true) socket.cork();
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const wire = createWire(opened, record);
      void serve({ world, known: recordings, request, socket: opened, wire, record, plan });
      socket.uncork();
    });
  };
}

async function listenToAll(engines: readonly SpeechEngine[]): Promise<KnownRecording[]> {
  return (await Promise.all(engines.filter(canRecall).map(listenToKnown))).flat();
}

/** A connection that is open. */
interface Connection {
  readonly world: StreamingWorld;
  readonly known: readonly KnownRecording[];
  readonly request: IncomingMessage;
  readonly socket: WebSocket;
  readonly wire: Wire;
  readonly record: StreamRecord;
  readonly plan: ScriptedStream;
}

async function serve(connection: Connection): Promise<void> {
  const { world, socket, wire, record, plan } = connection;
  const ended = new AbortController();
  socket.on('error', () => undefined);
  socket.on('ping', (data) => socket.pong(data));
  socket.on('close', (code, reason) => {
    record.closed ??= { by: 'client', code, reason: reason.toString() };
    ended.abort();
  });
  try {
    const session = open(connection);
    ended.signal.addEventListener('abort', () => session.end());
    const faults = createFaults(plan, socket, wire);
    listen(connection, session, faults);
    if (plan.beginDelayMs !== undefined) await world.clock.sleep(plan.beginDelayMs, ended.signal);
    session.begin();
    faults.strike();
  } catch (error) {
    if (!ended.signal.aborted) wire.fail(toProblem(error));
  }
}

/** @throws StreamProblem when it is not allowed, or its settings are wrong. */
function open({ world, known, request, wire, record, plan }: Connection): Answering {
  const { projects, tokens, clock, options } = world;
  const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const mostSessionSeconds = authorise(request.headers.authorization, searchParams.get('token'), projects, tokens);
  const settings = new Settings(searchParams);
  if (plan.frames !== undefined) return createRecordedSession(plan.frames, wire, () => clock.now());
  const hearing = followKnown(known, settings.get('sample_rate') ?? defaultSampleRate);
  const lookAheadMs = (options.lookAheadSeconds ?? defaultLookAheadSeconds) * 1000;
  const { withholdTermination = false } = plan;
  const mostSessionMs = mostSessionSeconds * 1000;
  return new Session({ settings, hearing, wire, record, clock, lookAheadMs, mostSessionMs, withholdTermination });
}

/** How many seconds a session may last. */
function authorise(key = '', token: string | null, projects: Projects, tokens: Tokens): number {
  if (token === null) {
    if (projects.of(key) !== undefined) return longestSessionSeconds;
    throw new StreamProblem(1008, key === '' ? missingKey : invalidKey);
  }
  const granted = tokens.redeem(token);
  if (typeof granted === 'object') return granted.maxSessionDurationSeconds;
  throw new StreamProblem(1008, { unknown: unknownToken, expired: expiredToken, used: usedToken }[granted]);
}

function listen({ socket, wire, record }: Connection, session: Answering, faults: Faults): void {
  async function take(bytes: Buffer, isBinary: boolean): Promise<void> {
    if (socket.readyState !== socket.OPEN || faults.isDead) return;
    if (!isBinary) return await session.takeText(bytes.toString());
    const heard = bytes.subarray(0, faults.admit(bytes.byteLength));
    if (heard.byteLength > 0) session.takeAudio(heard);
    faults.strike();
  }

  // One after the other: what comes while an engine is still listening waits.
  let last = Promise.resolve();
  socket.on('message', (data, isBinary) => {
    const bytes = toBytes(data);
    if (isBinary) record.audioBytes += bytes.byteLength;
    else record.received.push(toValue(bytes.toString()));
    last = last.then(() => take(bytes, isBinary)).catch((error: unknown) => wire.fail(toProblem(error)));
  });
}

function toBytes(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function toProblem(error: unknown): StreamProblem {
  return error instanceof StreamProblem ? error : new StreamProblem(3005, 'Session Cancelled: An error occurred');
}
