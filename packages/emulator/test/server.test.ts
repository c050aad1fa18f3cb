import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { start } from './world.ts';

it('addresses are as a client’s options take them', async () => {
  const { emulator } = await start();
  const { url } = emulator;
  const port = new URL(url).port;
  expect(emulator).toMatchObject({
    url: `http://127.0.0.1:${port}`,
    streamingUrl: `ws://127.0.0.1:${port}`,
    llmGatewayUrl: `http://127.0.0.1:${port}/v1`,
    syncUrl: `http://127.0.0.1:${port}`,
  });
});

it('a WebSocket where there is none is refused with a clear error', async () => {
  const { emulator } = await start();
  const socket = connectSocket(Number(new URL(emulator.url).port), '127.0.0.1');
  socket.write('GET /nowhere HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 501 /);
  expect(answer).toContain('does not serve WebSockets');
});

it('a client that sends its head drop by drop is shown the door', async () => {
  const { emulator, client } = await start({ engine: 'fixtures', headersTimeoutMs: 200 });
  const socket = connectSocket(Number(new URL(emulator.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\n');
  const dripping = setInterval(() => socket.write('x-a: b\r\n'), 50);
  socket.resume();
  await once(socket, 'close');
  clearInterval(dripping);
  expect((await client.get('/v2/transcript/a')).status).toBe(400);
});
