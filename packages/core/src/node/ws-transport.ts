import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ClientOptions, RawData, WebSocket } from 'ws';
import type { RefusedHandshake, Socket, SocketListener, SocketTransport } from '../streaming/socket.ts';
import { WsFrames } from './ws-frames.ts';

const options: ClientOptions = {
  // Speech does not deflate; trying costs twice the processor and twice the memory.
  perMessageDeflate: false,
  // A bad byte in a text is no reason to lose the connection.
  skipUTF8Validation: true,
  followRedirects: false,
  maxPayload: 16 * 2 ** 20,
};

const longestRefusal = 4096;

/** Opens a socket with `ws`, which is loaded at the first one. */
export const openWs: SocketTransport['open'] = async ({ url, headers, signal }, listener) => {
  const { WebSocket: Ws } = await import('ws');
  signal.throwIfAborted();
  const socket = new Ws(url, { ...options, headers });
  // Before anything is awaited: a message may come in the same packet as the handshake's answer.
  attach(socket, listener);
  const stream = await opened(socket, signal);
  return toSocket(socket, stream && new WsFrames(stream));
};

function attach(socket: WebSocket, listener: SocketListener): void {
  socket.on('message', (data: RawData, isBinary: boolean) => {
    listener.onMessage(isBinary ? toBytes(data) : toBytes(data).toString());
  });
  socket.on('pong', () => listener.onPong());
  socket.on('ping', () => listener.onPong());
  socket.on('close', (code, reason) => listener.onClose(code, reason.toString()));
  // Every error is followed by a close.
  socket.on('error', () => undefined);
}

function toBytes(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

/** Resolves with the stream below; a runtime that has a `ws` of its own need not tell it. */
async function opened(socket: WebSocket, signal: AbortSignal): Promise<Duplex | undefined> {
  return await new Promise<Duplex | undefined>((resolve, reject) => {
    let stream: Duplex | undefined;
    const stop = (): void => {
      reject(signal.reason);
      socket.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    const settle = (run: () => void): void => {
      signal.removeEventListener('abort', stop);
      run();
    };
    socket.once('upgrade', (answer) => (stream = answer.socket));
    // Some runtimes tell of another than the one that `ws` reads and writes.
    socket.once('open', () => settle(() => resolve(stream?.listenerCount('data') === 0 ? undefined : stream)));
    socket.once('error', (error) => settle(() => reject(error)));
    socket.once('unexpected-response', (_request, answer) => {
      refused(answer).then(
        (error) => settle(() => reject(error)),
        (error: unknown) => settle(() => reject(error)),
      );
    });
  }).catch((error: unknown) => {
    socket.terminate();
    throw error;
  });
}

async function refused(answer: IncomingMessage): Promise<RefusedHandshake> {
  const { statusCode: status = 0 } = answer;
  const headers: Record<string, string | undefined> = {};
  for (const name in answer.headers) headers[name] = String(answer.headers[name]);
  let body = '';
  answer.setEncoding('utf8');
  for await (const piece of answer) {
    body += String(piece);
    if (body.length > longestRefusal) break;
  }
  return Object.assign(new Error(`The handshake was answered with HTTP ${status}`), { status, headers, body });
}

function toSocket(socket: WebSocket, frames: WsFrames | undefined): Socket {
  return {
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (data) => {
      const isAudio = typeof data !== 'string' && socket.readyState === socket.OPEN;
      if (!isAudio || frames?.write(data) !== true) socket.send(data);
    },
    ping: () => socket.ping(),
    close: () => socket.close(1000),
    cut: () => socket.terminate(),
  };
}
