import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Clock } from './clock.ts';
import { type Answer, toMessage } from './http.ts';
import type { JournalEntry } from './journal.ts';
import type { ScriptedAnswer } from './script.ts';

/** Resets the connection, as a crash or a firewall does. */
export function resetConnection(socket: Socket, entry: JournalEntry): void {
  entry.reset = true;
  // What runs over TLS has no handle that could be reset.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

/** Resolves when the client, or the emulator, has gone. */
export async function gone(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => response.once('close', resolve));
}

/** Whether an answer is sent in an unusual way. */
export function isPaced({ truncate, dripMs, throttle }: ScriptedAnswer): boolean {
  return truncate !== undefined || dripMs !== undefined || throttle !== undefined;
}

const ticksPerSecond = 20;

/** Sends an answer as slowly, and as far, as the script says. */
export async function sendPaced(
  response: ServerResponse,
  answer: Answer,
  pace: ScriptedAnswer,
  entry: JournalEntry,
  sleep: Clock['sleep'],
  signal: AbortSignal,
): Promise<void> {
  const { status, headers, body } = toMessage(answer);
  response.writeHead(status, headers);
  response.flushHeaders();
  entry.status = status;
  const end = Math.min(pace.truncate ?? body.byteLength, body.byteLength);
  const { step, waitMs } = strideOf(pace, end);
  for (let at = 0; at < end; at += step) {
    if (at > 0) await sleep(waitMs, signal);
    if (response.destroyed) return;
    const piece = body.subarray(at, Math.min(end, at + step));
    response.write(piece);
    entry.sentBytes += piece.byteLength;
  }
  if (pace.truncate === undefined) return void response.end();
  entry.reset = true;
  response.socket?.destroySoon();
}

function strideOf({ dripMs, throttle }: ScriptedAnswer, all: number): { step: number; waitMs: number } {
  if (dripMs !== undefined) return { step: 1, waitMs: dripMs };
  if (throttle === undefined) return { step: Math.max(1, all), waitMs: 0 };
  const step = Math.max(1, Math.round(throttle / ticksPerSecond));
  return { step, waitMs: (step / throttle) * 1000 };
}
