import type { SocketListener, SocketTransport } from '../streaming/socket.ts';

/** Opens sockets with the runtime's own `WebSocket`, which carries no headers and cannot ping. */
export function createWebSocketTransport(): SocketTransport {
  return {
    sendsHeaders: false,
    async open({ url, signal }, listener) {
      signal.throwIfAborted();
      const socket = new WebSocket(url);
      socket.binaryType = 'arraybuffer';
      attach(socket, listener);
      await opened(socket, signal);
      return {
        get bufferedAmount() {
          return socket.bufferedAmount;
        },
        send: (data) => {
          // One that closes drops what it is given; it says so with its close.
          if (socket.readyState !== 1) return;
          // Browsers' types want memory that is surely not shared, and a copy of 50 ms of audio costs nothing.
          socket.send(typeof data === 'string' ? data : new Uint8Array(data));
        },
        close: () => socket.close(1000),
        // There is no harder way out than to close and to listen no more.
        cut: () => socket.close(),
      };
    },
  };
}

function attach(socket: WebSocket, listener: SocketListener): void {
  socket.addEventListener('message', ({ data }: { readonly data: unknown }) => {
    listener.onMessage(data instanceof ArrayBuffer ? new Uint8Array(data) : String(data));
  });
  socket.addEventListener('close', ({ code, reason }) => listener.onClose(code, reason));
}

async function opened(socket: WebSocket, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason);
      socket.close();
    };
    signal.addEventListener('abort', stop, { once: true });
    const settle = (run: () => void): void => {
      signal.removeEventListener('abort', stop);
      run();
    };
    socket.addEventListener('open', () => settle(resolve), { once: true });
    socket.addEventListener('close', () => settle(() => reject(new Error('the handshake failed'))), { once: true });
  });
}
