import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ServerMessage } from './messages.ts';
import { type StreamProblem, seeMessage } from './problem.ts';
import type { StreamRecord } from './stream-record.ts';

/** The service's end of a connection. */
export interface Wire {
  send(message: ServerMessage): void;
  /** Sends text as it is. */
  sendText(text: string): void;
  close(code: number, reason: string): void;
  /** Says why, and closes. */
  fail(problem: StreamProblem): void;
  /** Cuts the connection without a word; what was sent before arrives. */
  cut(): void;
  /** Sends nothing from now on, whatever is asked. */
  mute(): void;
}

// A client that does not hear of the end is not waited for.
const longestEndMs = 1_000;

/** Sends over a WebSocket, and writes everything into the record; after closing it sends nothing any more. */
export function createWire(socket: WebSocket, connection: Duplex, record: StreamRecord): Wire {
  let isMute = false;

  function sendText(text: string): void {
    if (isMute || socket.readyState !== socket.OPEN) return;
    record.sent.push(toValue(text));
    socket.send(text);
  }

  function close(code: number, reason: string): void {
    if (isMute || socket.readyState !== socket.OPEN) return;
    record.closed = { by: 'service', code, reason };
    socket.close(code, reason);
  }

  return {
    send: (message) => sendText(JSON.stringify(message)),
    sendText,
    close,
    fail({ code, message }) {
      sendText(JSON.stringify({ type: 'Error', error_code: code, error: message }));
      close(code, seeMessage);
    },
    cut() {
      record.closed ??= { by: 'service', code: 1006, reason: '' };
      isMute = true;
      // Not at once: a client whose audio is answered with a reset throws away what it has not read yet.
      connection.end();
      const late = setTimeout(() => socket.terminate(), longestEndMs);
      socket.once('close', () => clearTimeout(late));
    },
    mute() {
      isMute = true;
    },
  };
}

/** What a message says, where it is JSON. */
export function toValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
