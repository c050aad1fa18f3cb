import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { openWs } from '../../src/node/ws-transport.ts';

it('a text with a byte that is no UTF-8 is read, and what comes after it too', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => server.close());
  await once(server, 'listening');
  server.on('connection', (socket) => {
    socket.send(Buffer.from([0x22, 0xff, 0x22]), { binary: false });
    socket.send('"next"');
    socket.close(1000);
  });
  const texts: unknown[] = [];
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const closed = new Promise<number>((resolve, reject) => {
    const listener = {
      onMessage: (data: unknown) => void texts.push(data),
      onPong: () => undefined,
      onClose: resolve,
    };
    const { signal } = new AbortController();
    openWs({ url: `ws://127.0.0.1:${port}`, headers: {}, signal }, listener).catch(reject);
  });
  expect(await closed).toBe(1000);
  expect(texts).toEqual(['"\uFFFD"', '"next"']);
});
