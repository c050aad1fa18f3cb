import type { SocketTransport } from '../../src/index.ts';
import { openWs } from '../../src/node/ws-transport.ts';

/** A network over which what the service says arrives so many messages of audio later; all of it, once the end is asked for. */
export function lagging(messages: number): SocketTransport {
  return {
    sendsHeaders: true,
    open: async (request, listener) => {
      const late: { readonly at: number; readonly data: string | Uint8Array }[] = [];
      let [sent, isEnding] = [0, false];
      const deliver = (): void => {
        const due = isEnding ? late : late.filter(({ at }) => at <= sent);
        for (const { data } of late.splice(0, due.length)) listener.onMessage(data);
      };
      const socket = await openWs(request, {
        onMessage: (data) => {
          late.push({ at: sent === 0 ? 0 : sent + messages, data });
          deliver();
        },
        onPong: () => listener.onPong(),
        onClose: (code, reason) => listener.onClose(code, reason),
      });
      return {
        get bufferedAmount() {
          return socket.bufferedAmount;
        },
        send: (data) => {
          socket.send(data);
          if (typeof data === 'string') isEnding ||= data.includes('Terminate');
          else sent += 1;
          deliver();
        },
        ping: () => socket.ping?.(),
        close: () => socket.close(),
        cut: () => socket.cut(),
      };
    },
  };
}
