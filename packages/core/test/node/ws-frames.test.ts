import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { type Duplex, PassThrough } from 'node:stream';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { openWs } from '../../src/node/ws-transport.ts';
import type { Socket } from '../../src/streaming/socket.ts';

interface Peer {
  readonly socket: Socket;
  /** The service's side, and the stream below it. */
  readonly peer: WebSocket;
  readonly stream: Duplex;
  /** What it heard, and the bytes that came. */
  readonly heard: (Buffer | string)[];
  readonly bytes: () => Buffer;
  readonly closed: Promise<unknown>;
}

async function connect(): Promise<Peer> {
  const http = createServer().listen(0, '127.0.0.1');
  const server = new WebSocketServer({ noServer: true });
  onTestFinished(() => void http.close());
  await once(http, 'listening');
  const pieces: Buffer[] = [];
  const heard: (Buffer | string)[] = [];
  const arrived = new Promise<{ readonly peer: WebSocket; readonly stream: Duplex }>((resolve) => {
    http.on('upgrade', (request, stream, head) => {
      stream.on('data', (piece: Buffer) => pieces.push(Buffer.from(piece)));
      server.handleUpgrade(request, stream, head, (peer) => {
        peer.on('message', (data: RawData, isBinary) =>
          heard.push(isBinary ? bytesOf(data) : bytesOf(data).toString()),
        );
        resolve({ peer, stream });
      });
    });
  });
  const address = http.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const { signal } = new AbortController();
  const listener = new EventEmitter();
  const closed = once(listener, 'close').then(([code]: unknown[]) => code);
  const socket = await openWs(
    { url: `ws://127.0.0.1:${port}`, headers: {}, signal },
    { onMessage: () => undefined, onPong: () => undefined, onClose: (code) => void listener.emit('close', code) },
  );
  onTestFinished(() => socket.cut());
  return { socket, ...(await arrived), heard, bytes: () => Buffer.concat(pieces), closed };
}

it.each([0, 1, 125, 126, 1_600, 1_601, 1_602, 1_603, 65_535, 65_536])(
  'a message of %i bytes arrives whole, as do the next, which begins in the middle of a buffer, and one of another size',
  async (size) => {
    const { socket, heard, peer, bytes } = await connect();
    const messages = [noise(size, 1), noise(size + 3, 2).subarray(3), noise(size + 130, 3), noise(size, 4)];
    for (const message of messages) {
      socket.send(message);
      await once(peer, 'message');
    }
    expect(heard).toEqual(messages);
    // A length is told in as few bytes as it takes.
    expect(bytes()[1]).toBe(0x80 | (size < 126 ? size : size < 65_536 ? 126 : 127));
  },
);

it('what is sent at once arrives in order, texts between, and may be written over', async () => {
  const { socket, heard, peer } = await connect();
  const message = Buffer.alloc(1_600);
  for (let nth = 0; nth < 200; nth += 1) {
    socket.send(message.fill(nth));
    if (nth % 3 === 0) socket.send(String(nth));
  }
  socket.close();
  await once(peer, 'close');
  const expected = Array.from({ length: 200 }, (_, nth) => nth).flatMap((nth) => {
    return nth % 3 === 0 ? [Buffer.alloc(1_600, nth), String(nth)] : [Buffer.alloc(1_600, nth)];
  });
  expect(heard).toEqual(expected);
});

it('what the network has not taken yet is not written over', async () => {
  const { socket, heard, peer, stream } = await connect();
  stream.pause();
  const messages: Buffer[] = [];
  // How much a kernel takes of it differs.
  while (socket.bufferedAmount < 1_000_000 && messages.length < 4_000) {
    const message = noise(40_000, messages.length);
    messages.push(message);
    socket.send(message);
    if (socket.bufferedAmount === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(socket.bufferedAmount).toBeGreaterThanOrEqual(1_000_000);
  stream.resume();
  socket.close();
  await once(peer, 'close');
  expect(heard.length).toBe(messages.length);
  expect(heard.findIndex((message, nth) => messages[nth]?.compare(bytesOf(message)) !== 0)).toBe(-1);
});

it('every frame is masked, each by a key of its own', async () => {
  const { socket, peer, bytes } = await connect();
  const send = vi.spyOn(WebSocket.prototype, 'send');
  onTestFinished(() => send.mockRestore());
  const silence = Buffer.alloc(1_600);
  const keys = new Set<string>();
  for (let nth = 0; nth < 3_000; nth += 1) {
    socket.send(silence);
    await once(peer, 'message');
  }
  // Live audio takes no other way, which would cost more.
  expect(send).not.toHaveBeenCalled();
  const frames = bytes();
  expect(frames.length).toBe(3_000 * 1_608);
  for (let at = 0; at < frames.length; at += 1_608) {
    expect(frames.subarray(at, at + 4).toString('hex')).toBe('82fe0640');
    keys.add(frames.subarray(at + 4, at + 8).toString('hex'));
  }
  // Of 3,000 random keys of 32 bits two are the same in one run of a thousand; three hardly ever.
  expect(keys.size).toBeGreaterThanOrEqual(2_998);
});

it.each([
  ['of no stream below', undefined],
  ['of another stream than its own', { socket: new PassThrough() }],
])('audio goes out where the `ws` of a runtime tells %s', async (_, answer) => {
  const { emit } = WebSocket.prototype;
  const spy = vi.spyOn(WebSocket.prototype, 'emit').mockImplementation(function (this: WebSocket, name, ...args) {
    if (name !== 'upgrade') return emit.call(this, name, ...args);
    return answer !== undefined && emit.call(this, name, answer);
  });
  onTestFinished(() => spy.mockRestore());
  const { socket, heard, peer } = await connect();
  socket.send(noise(1_600, 1));
  await once(peer, 'message');
  expect(heard).toEqual([noise(1_600, 1)]);
});

it('no audio goes out after the connection began to close', async () => {
  const { socket, peer, bytes, closed } = await connect();
  socket.send(Buffer.alloc(1_600));
  await once(peer, 'message');
  const before = bytes().length;
  socket.close();
  socket.send(Buffer.alloc(1_600));
  expect(await closed).toBe(1000);
  // A masked close frame with its code, and nothing else.
  expect(bytes().length - before).toBe(8);
});

function bytesOf(data: RawData | string): Buffer {
  if (Buffer.isBuffer(data)) return Buffer.from(data);
  return typeof data === 'string' || data instanceof ArrayBuffer ? Buffer.from(data as string) : Buffer.concat(data);
}

/** Bytes that differ from message to message, and from place to place. */
function noise(size: number, seed: number): Buffer {
  let state = seed + 1;
  return Buffer.from(Uint8Array.from({ length: size }, () => (state = (state * 48_271) % 2_147_483_647) & 0xff));
}
