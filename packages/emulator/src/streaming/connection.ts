import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../clock.ts';
import { type SpeechEngine, canRecall } from '../engines/engine.ts';
import { field } from '../field.ts';
import type { AnswerTurn } from '../gateway/turn.ts';
import type { Projects } from '../projects.ts';
import type { ScriptedStream } from '../script-stream.ts';
import type { createDelivery } from '../webhooks.ts';
import { authorise } from './authorise.ts';
import type { Concurrency } from './concurrency.ts';
import { type Faults, createFaults } from './faults.ts';
import type { KnownRecording } from './follower.ts';
import type { Hearing } from './hearing.ts';
import { LateHearing } from './late-hearing.ts';
import { Listener } from './listen.ts';
import type { TurnMessage } from './messages.ts';
import { StreamProblem } from './problem.ts';
import { createRecordedSession } from './recorded.ts';
import { type Answering, Session, defaultSampleRate } from './session.ts';
import { Settings } from './settings.ts';
import type { StreamRecord } from './stream-record.ts';
import type { Tokens } from './tokens.ts';
import { type Wire, toValue } from './wire.ts';

/** What every session lives by. */
export interface StreamingWorld {
  readonly engines: readonly SpeechEngine[];
  readonly projects: Projects;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly lookAheadMs: number;
  readonly concurrency: Concurrency;
  readonly answerTurn: AnswerTurn;
  readonly deliver: ReturnType<typeof createDelivery>;
}

/** A connection that is open. */
export interface Connection {
  readonly world: StreamingWorld;
  /** Resolves when the recordings have been listened to, which takes a while the first time. */
  readonly known: () => Promise<readonly KnownRecording[]>;
  readonly request: IncomingMessage;
  readonly socket: WebSocket;
  readonly wire: Wire;
  readonly record: StreamRecord;
  readonly plan: ScriptedStream;
}

/** Serves one session over a connection, and lets go wrong what the script says. */
export async function serveConnection(connection: Connection): Promise<void> {
  const { world, socket, wire, record, plan } = connection;
  const ended = new AbortController();
  // What is no WebSocket message, or too large: the library closes with the code that goes with it.
  socket.on('error', (error) => {
    const code = field(error, 'code') === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? 1009 : 1002;
    record.closed ??= { by: 'service', code, reason: '' };
  });
  socket.on('ping', (data) => socket.pong(data));
  socket.on('close', (code, reason) => {
    record.closed ??= { by: 'client', code, reason: reason.toString() };
    ended.abort();
  });
  try {
    const session = open(connection, ended.signal);
    const faults = createFaults(plan, socket, wire, () => ended.abort());
    listen(connection, session, faults);
    if (plan.beginDelayMs !== undefined) await world.clock.sleep(plan.beginDelayMs, ended.signal);
    session.begin();
    faults.strike();
  } catch (error) {
    if (!ended.signal.aborted) wire.fail(toProblem(error));
  }
}

/** @throws StreamProblem when it is not allowed, or its settings are wrong. */
function open(connection: Connection, ended: AbortSignal): Answering {
  const { world, request, wire, record, plan } = connection;
  const { projects, tokens, clock, lookAheadMs, answerTurn } = world;
  const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const key = request.headers.authorization ?? '';
  const { project, mostSessionMs } = authorise(key, searchParams.get('token'), projects, tokens);
  const settings = new Settings(searchParams);
  const leave = world.concurrency.enter(project);
  const { withholdTermination = false, frames } = plan;
  const session: Answering =
    frames === undefined
      ? new Session({
          settings,
          wire,
          record,
          clock,
          lookAheadMs,
          mostSessionMs,
          withholdTermination,
          answerTurn,
          onFail: (error) => wire.fail(toProblem(error)),
          listen: (onHeard) => createHearing(connection, settings, onHeard),
          onEnd: (id, turns) => tell(world, settings, id, turns),
        })
      : createRecordedSession(frames, wire, () => clock.now());
  ended.addEventListener('abort', () => {
    leave();
    session.end();
  });
  return session;
}

function createHearing({ world, known, wire }: Connection, settings: Settings, onHeard: () => void): Hearing {
  const engines = world.engines.filter((engine) => !canRecall(engine));
  const sampleRate = settings.get('sample_rate') ?? defaultSampleRate;
  const onFail = (error: unknown): void => wire.fail(toProblem(error));
  const making = known().then((all) => new Listener({ known: all, engines, sampleRate, onHeard, onFail }));
  return new LateHearing(making, onHeard, onFail);
}

// Once, after a session has ended, however it did.
function tell({ deliver }: StreamingWorld, settings: Settings, id: string, messages: readonly TurnMessage[]): void {
  const url = settings.get('webhook_url');
  if (url === undefined) return;
  const [name, value] = [settings.get('webhook_auth_header_name'), settings.get('webhook_auth_header_value')];
  const body = { session_id: id, messages };
  // It fails when the emulator is closed, and there is nobody to tell.
  deliver({ url, secret: { name, value }, body, isWanted: () => true, record: () => Promise.resolve() }).catch(
    () => {},
  );
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
