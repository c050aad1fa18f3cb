import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type SpeechEngine, canRecall } from '../engines/engine.ts';
import type { ScriptedStream } from '../script-stream.ts';
import { createConcurrency } from './concurrency.ts';
import { type StreamingWorld, serveConnection } from './connection.ts';
import type { KnownRecording } from './follower.ts';
import { listenToKnown } from './library.ts';
import type { StreamRecord } from './stream-record.ts';
import type { StreamingOptions } from './streaming-options.ts';
import { createWire } from './wire.ts';

/** Takes over a connection that asks for a streaming session. */
export type Stream = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  record: StreamRecord,
  plan: ScriptedStream,
) => Promise<void>;

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
  let listening: Promise<readonly KnownRecording[]> | undefined;
  return async (request, socket, head, record, plan) => {
    const known = await (listening ??= listenToAll(world.engines));
    if (plan.beginAtOnce === true) socket.cork();
    sockets.handleUpgrade(request, socket, head, (opened) => {
      void serveConnection({
        world: shared,
        known,
        request,
        socket: opened,
        wire: createWire(opened, record),
        record,
        plan,
      });
      socket.uncork();
    });
  };
}

async function listenToAll(engines: readonly SpeechEngine[]): Promise<KnownRecording[]> {
  return (await Promise.all(engines.filter(canRecall).map(listenToKnown))).flat();
}

function wrong(name: string, expected: string, value: number): TypeError {
  return new TypeError(`streaming.${name} must be ${expected}, not ${value}`);
}
