import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type SpeechEngine, canRecall } from '../engines/engine.ts';
import { refusal } from '../problem.ts';
import type { ScriptedStream } from '../script-stream.ts';
import { createConcurrency } from './concurrency.ts';
import { type StreamingWorld, serveConnection } from './connection.ts';
import type { KnownRecording } from './follower.ts';
import { listenToKnown } from './library.ts';
import type { StreamRecord } from './stream-record.ts';
import type { StreamingOptions } from './streaming-options.ts';
import { createWire } from './wire.ts';

/**
 * Takes over a connection that asks for a streaming session.
 *
 * @throws Problem when what asks is no handshake of a WebSocket.
 */
export type Stream = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  record: StreamRecord,
  plan: ScriptedStream,
) => void;

const mostMessageBytes = 128 * 1024;
const defaults = Object.freeze({ lookAheadSeconds: 300, mostSessions: Infinity });

/** @throws TypeError that names the option that is wrong. */
export function createStreaming(
  world: Omit<StreamingWorld, 'lookAheadMs' | 'concurrency'>,
  options: StreamingOptions,
): Stream {
  const { lookAheadSeconds = defaults.lookAheadSeconds, mostSessions = defaults.mostSessions } = options;
  if (!(lookAheadSeconds >= 0)) throw wrong('lookAheadSeconds', 'at least 0', lookAheadSeconds);
  if (!(mostSessions >= 1)) throw wrong('mostSessions', 'at least 1', mostSessions);
  const shared = { ...world, lookAheadMs: lookAheadSeconds * 1000, concurrency: createConcurrency(mostSessions) };
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostMessageBytes,
    clientTracking: false,
    // A half-open connection sends no pong.
    autoPong: false,
  });
  const refused = new WeakMap<IncomingMessage, Error>();
  sockets.on('wsClientError', (error, _socket, request) => refused.set(request, error));
  let listening: Promise<readonly KnownRecording[]> | undefined;
  const known = (): Promise<readonly KnownRecording[]> => (listening ??= listenToAll(world.engines));
  return (request, socket, head, record, plan) => {
    if (plan.beginAtOnce === true) socket.cork();
    sockets.handleUpgrade(request, socket, head, (opened) => {
      void serveConnection({
        world: shared,
        known,
        request,
        socket: opened,
        wire: createWire(opened, socket, record),
        record,
        plan,
      });
      socket.uncork();
    });
    const reason = refused.get(request);
    if (reason === undefined) return;
    socket.uncork();
    throw refusal(request.method === 'GET' ? 400 : 405, reason.message);
  };
}

async function listenToAll(engines: readonly SpeechEngine[]): Promise<KnownRecording[]> {
  return (await Promise.all(engines.filter(canRecall).map(listenToKnown))).flat();
}

function wrong(name: string, expected: string, value: number): TypeError {
  return new TypeError(`streaming.${name} must be ${expected}, not ${value}`);
}
