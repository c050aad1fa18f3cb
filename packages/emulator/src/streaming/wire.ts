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
  /** Cuts the connection without a word. */
  cut(): void;
  /** Sends nothing from now on, whatever is asked. */
  mute(): void;
}

/** Sends over a WebSocket, and writes everything into the record; after closing it sends nothing any more. */
export function createWire(socket: WebSocket, record: StreamRecord): Wire {
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
      socket.terminate();
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
