import { once } from 'node:events';
import { WebSocket } from 'ws';
import { expect, it } from 'vitest';
import { AssemblyAISTTService, type PipelineResult, TextFrame } from '../src/index.ts';
import { type WebsocketTransport, type WebsocketTransportOptions, startWebsocketServer } from '../src/websocket.ts';
import { Probe, meeting, start, startWorld, until } from './world.ts';

const drop = { stream: { atByte: 3_000 * 32, drop: true } };

async function serve(options: WebsocketTransportOptions & { readonly fails?: boolean } = {}) {
  const world = await startWorld([drop]);
  const results: Promise<PipelineResult>[] = [];
  const failures: unknown[] = [];
  const server = await startWebsocketServer({
    port: 0,
    onDisconnect: options.onDisconnect,
    onError: (error) => failures.push(error),
    onClientConnected: async (transport: WebsocketTransport) => {
      if (options.fails === true) throw new Error('not today');
      const { client, clock } = world;
      const stt = new AssemblyAISTTService({ client, clock, vadForceTurnEndpoint: false });
      const { over } = start([transport.input(), stt, new Probe(), transport.output()]);
      results.push(over);
      await over;
    },
  });
  const socket = new WebSocket(server.url);
  const messages: { readonly type: string; readonly text: string }[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(Buffer.isBuffer(data) ? data.toString() : '{}')));
  await once(socket, 'open');
  const close = async (): Promise<void> => {
    await server.close();
    await world[Symbol.asyncDispose]();
  };
  return { socket, messages, results, failures, [Symbol.asyncDispose]: close };
}

it('a conversation across a socket: audio in, three turns out, a lost connection unnoticed', async () => {
  await using served = await serve();
  const { socket, messages, results } = served;
  const audio = await meeting(0, 9_000);
  for (let at = 0; at < audio.length; at += 3_200) socket.send(audio.subarray(at, at + 3_200));
  const finals = (): string[] => messages.filter(({ type }) => type === 'transcription').map(({ text }) => text);
  await until(() => finals().length >= 3);
  socket.close();
  expect(await results[0]).toEqual({ status: 'ended', error: undefined });
  expect(finals().slice(0, 3)).toEqual([
    'Good morning, Daniel.',
    "Let's start with the dates.",
    'Good morning, Julia. The beta will launch on Tuesday, the second of June.',
  ]);
  expect(messages.some(({ type }) => type === 'interim')).toBe(true);
});

it('a client that leaves may cancel its pipeline', async () => {
  await using served = await serve({ onDisconnect: 'cancel' });
  served.socket.terminate();
  await until(() => served.results.length > 0);
  expect(await served.results[0]).toMatchObject({ status: 'cancelled' });
});

it('a pipeline that cannot be made sends its client away', async () => {
  await using served = await serve({ fails: true });
  await once(served.socket, 'close');
  expect(served.failures).toEqual([new Error('not today')]);
});

it('a message that is nothing is an error upstream, and the next one is read', async () => {
  const errors: string[] = [];
  const seen = new Probe();
  const onError = ({ error }: { readonly error: string }): void => void errors.push(error);
  const server = await startWebsocketServer({
    port: 0,
    serializer: () => ({
      serialize: () => undefined,
      deserialize: (data) => new TextFrame({ text: String(JSON.parse(String(data))) }),
    }),
    onClientConnected: async (transport) => {
      await start([transport.input(), seen, transport.output()], { onError }).over;
    },
  });
  const socket = new WebSocket(server.url);
  await once(socket, 'open');
  socket.send('{not JSON');
  socket.send('"and on"');
  await until(() => seen.of(TextFrame).length > 0);
  expect(errors).toHaveLength(1);
  expect(seen.of(TextFrame)[0]?.text).toBe('and on');
  await server.close();
});
