import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../src/index.ts';
import { connect } from './client.ts';

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ engine: 'fixtures' });
});

// Whatever was sent, the emulator has to go on.
afterEach(async () => {
  const response = await connect(emulator.url).get('/v2/transcript/unknown');
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: 'Transcript lookup error, transcript id not found' },
  ]);
  await emulator.close();
});

/** Sends bytes as they are, and gives back everything that is answered. */
async function send(bytes: string): Promise<string> {
  const socket = connectSocket(Number(new URL(emulator.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write(bytes);
  return await text(socket);
}

function request(path: string): string {
  return `GET ${path} HTTP/1.1\r\nhost: a\r\nauthorization: a\r\nconnection: close\r\n\r\n`;
}

describe('the emulator answers 4xx and goes on after', () => {
  it.each(['garbage\r\n\r\n', '\u0000\u0001\u0002\r\n\r\n', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n'])(
    'the request line %j',
    async (line) => expect(await send(line)).toMatch(/^HTTP\/1\.1 4\d\d /),
  );

  it('a header of a megabyte', async () => {
    const answer = await send(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(1024 ** 2)}\r\n\r\n`).catch(
      () => 'HTTP/1.1 431 ',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each([
    '//',
    '//[',
    'http://[',
    'http://a:99999/',
    '*',
    '?',
    '/v2/transcript/%',
    '/v2/transcript/%zz',
    '/v2//transcript',
  ])('the path %s', async (path) => expect(await send(request(path))).toMatch(/^HTTP\/1\.1 4\d\d /));

  it.each([
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '..',
    '%2e%2e',
    '__proto__',
    'constructor',
    '%',
    '%E0%A4%A',
    'a'.repeat(8_000),
  ])('the id %s', async (id) => {
    expect(await send(request(`/v2/transcript/${id}`))).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(await send(request(`/v2/transcript/${id}/srt`))).toMatch(/^HTTP\/1\.1 40[04] /);
  });

  it('a JSON body larger than any client would send', async () => {
    const body = new Uint8Array(70 * 1024 ** 2).fill(0x20);
    const response = await connect(emulator.url).post('/v2/transcript', body);
    expect([response.status, await response.json()]).toEqual([413, { error: 'Request body is too large' }]);
    expect(emulator.journal[0]?.status).toBe(413);
  });

  it('a large JSON body that says nothing', async () => {
    const response = await connect(emulator.url).post('/v2/transcript', { padding: 'x'.repeat(20 * 1024 ** 2) });
    expect(response.status).toBe(400);
  });

  it.each(['[', '{"a":'])('a JSON body of a million nested %s', async (opening) => {
    const response = await connect(emulator.url).post('/v2/transcript', opening.repeat(1_000_000));
    expect(response.status).toBe(400);
  });
});

it('a request that is cut off in its body is no answer and no crash', async () => {
  const socket = connectSocket(Number(new URL(emulator.url).port), '127.0.0.1');
  socket.write('POST /v2/transcript HTTP/1.1\r\nhost: a\r\nauthorization: a\r\ncontent-length: 99\r\n\r\n{"audio');
  while ((emulator.journal[0]?.bytes ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  socket.destroy();
  await once(socket, 'close');
  expect(emulator.journal[0]).toMatchObject({ bytes: 7, json: undefined, status: undefined });
});
