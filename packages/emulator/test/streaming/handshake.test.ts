import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { LateHearing } from '../../src/streaming/late-hearing.ts';
import { start } from '../world.ts';

it('a handshake that is none is journalled as what was answered', async () => {
  const { emulator } = await start();
  const { hostname, port } = new URL(emulator.streamingUrl);
  const socket = connect(Number(port), hostname);
  socket.write('GET /v3/ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  const [answered] = await once(socket.setEncoding('utf8'), 'data');
  socket.destroy();
  expect(answered).toMatch(/^HTTP\/1\.1 400 /);
  expect(emulator.journal[0]?.status).toBe(400);
});

it('audio that comes before anything can hear it is heard afterwards, in order', async () => {
  const { hearing, heard, ready, told } = hearingThatWaits();
  hearing.push(Float32Array.of(1));
  hearing.push(Float32Array.of(2));
  expect(hearing.take()).toEqual({ words: [], guesses: [], untilMs: 0 });
  ready();
  await hearing.settle();
  hearing.push(Float32Array.of(3));
  expect(heard).toEqual([1, 2, 3]);
  expect(told).toEqual(['heard']);
});

it('a session that ended before anything could hear it leaves nothing open', async () => {
  const { hearing, heard, ready, told, isClosed } = hearingThatWaits();
  hearing.push(Float32Array.of(1));
  hearing.close();
  ready();
  await hearing.settle();
  expect({ heard, told, closed: isClosed() }).toEqual({ heard: [], told: [], closed: true });
});

function hearingThatWaits() {
  const [heard, told]: [number[], string[]] = [[], []];
  let [ready, closed] = [(): void => {}, false];
  const real = {
    push: (samples: Float32Array) => void heard.push(...samples),
    take: () => ({ words: [], guesses: [], untilMs: heard.length }),
    settle: () => Promise.resolve(),
    language: undefined,
    close: () => void (closed = true),
  };
  const making = new Promise<typeof real>((resolve) => (ready = () => resolve(real)));
  const hearing = new LateHearing(
    making,
    () => told.push('heard'),
    () => told.push('failed'),
  );
  return { hearing, heard, told, ready: () => ready(), isClosed: () => closed };
}
