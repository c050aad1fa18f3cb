import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmulatorOptions } from '../../src/index.ts';
import { createTestClock, until } from '../clock.ts';
import { start } from '../world.ts';
import { meetingPcm, openStream, toText } from './client.ts';

type Stream = NonNullable<
  Extract<EmulatorOptions['script'], Readonly<Record<string, unknown>>>[string][number]['stream']
>;

async function startWith(...streams: Stream[]) {
  const script = { 'GET /v3/ws': streams.map((stream) => ({ stream })) };
  const { emulator } = await start({ engine: 'fixtures', script });
  return { emulator, url: emulator.streamingUrl, record: () => emulator.journal[0]?.stream };
}

describe('a script lets a session', () => {
  it('drop at a byte, for one connection alone', async () => {
    const { url, emulator, record } = await startWith({ atByte: 32_000, drop: true });
    const client = await openStream(url);
    client.stream(await meetingPcm(0, 2_000), 3_000);
    expect((await client.closed).code).toBe(1006);
    expect(record()).toMatchObject({ closed: { by: 'service', code: 1006 } });
    expect(emulator.unusedAnswers()).toEqual([]);
    const next = await openStream(url);
    expect((await next.terminate()).code).toBe(1000);
  });

  it('hear what came before it drops, and no byte more', async () => {
    const { url } = await startWith({ atByte: 32_000 * 3.3, drop: true });
    const client = await openStream(url, { speech_model: 'universal-streaming-english' });
    client.stream(await meetingPcm(0, 6_000), 32_000);
    await client.closed;
    expect(client.turns().at(-1)?.transcript).toBe("good morning daniel let's start with the");
  });

  it('drop, and what was said before arrives at a client that goes on sending', async () => {
    const last = { type: 'SpeechStarted', timestamp: 1_900, confidence: 1 };
    const plan: Stream = { atByte: 64_000, send: last, drop: true };
    const { url, record, emulator } = await startWith(plan, plan, plan, plan, plan, plan);
    for (let index = 0; index < 6; index += 1) {
      const client = await openStream(url);
      const audio = await meetingPcm(0, 30_000);
      for (let at = 0; client.socket.readyState === client.socket.OPEN; at += 3_200) {
        client.stream(audio.subarray(at, at + 3_200));
        await new Promise(setImmediate);
      }
      await client.closed;
      expect(client.messages).toEqual(emulator.journal[index]?.stream?.sent);
    }
    expect(record()?.sent.length).toBeGreaterThan(2);
  });

  it('close with a code', async () => {
    const { url } = await startWith({ close: 1011 });
    const client = await openStream(url);
    expect(await client.closed).toEqual({ code: 1011, reason: '' });
  });

  it('fail in the words of the script', async () => {
    const { url } = await startWith({ atByte: 1_600, fail: { error_code: 3009, error: 'Too many' } });
    const client = await openStream(url);
    client.stream(await meetingPcm(0, 100));
    expect((await client.closed).code).toBe(3009);
    expect(client.messages.at(-1)).toEqual({ type: 'Error', error_code: 3009, error: 'Too many' });
  });

  it('fall silent, but for pongs', async () => {
    const { url } = await startWith({ silent: true });
    const client = await openStream(url);
    let pongs = 0;
    client.socket.on('pong', () => (pongs += 1));
    client.stream(await meetingPcm(0, 4_000));
    client.say({ type: 'Terminate' });
    client.socket.ping();
    await until(() => pongs === 1, 'a pong');
    expect(client.messages.map(({ type }) => type)).toEqual(['Begin']);
  });

  it('fall silent, and say nothing by the clock either', async () => {
    const time = createTestClock();
    const script = { 'GET /v3/ws': [{ stream: { silent: true } }] };
    const { emulator } = await start({ engine: 'fixtures', script, clock: time.clock });
    const client = await openStream(emulator.streamingUrl, { session_heartbeat: true });
    await until(() => time.sleeping() > 0, 'a heartbeat to come');
    time.advance(5_000);
    const pong = once(client.socket, 'pong');
    client.socket.ping();
    await pong;
    expect(client.messages.map(({ type }) => type)).toEqual(['Begin']);
  });

  it('hang in the air, without pongs', async () => {
    const { url, emulator } = await startWith({ halfOpen: true });
    const client = await openStream(url);
    const other = await openStream(url);
    let pongs = 0;
    for (const { socket } of [client, other]) socket.on('pong', () => (pongs += 1));
    client.socket.ping();
    client.say({ type: 'Terminate' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    other.socket.ping();
    await until(() => pongs > 0, 'a pong');
    expect([pongs, client.socket.readyState]).toEqual([1, client.socket.OPEN]);
    await emulator.close();
    expect((await client.closed).code).toBe(1006);
  });

  it('send what is malformed, and of an unknown type, and go on', async () => {
    const { url } = await startWith({ send: { type: 'Unheard' } }, { send: '{"type":' });
    const client = await openStream(url);
    await client.has('Unheard');
    expect((await client.terminate()).code).toBe(1000);
    const texts: string[] = [];
    const other = await openStream(url, {}, { until: 'nothing' });
    other.socket.removeAllListeners('message').on('message', (data) => texts.push(toText(data)));
    await until(() => texts.length === 2, 'a malformed message');
    expect(texts[1]).toBe('{"type":');
  });

  it('begin late, and refuse audio before that', async () => {
    const { url } = await startWith({ beginDelayMs: 60_000 });
    const client = await openStream(url, {}, { until: 'nothing' });
    client.socket.once('open', () => client.socket.send(Buffer.alloc(1_600)));
    expect((await client.closed).code).toBe(3006);
    expect(client.messages).toMatchObject([{ type: 'Error', error: expect.stringContaining('before Begin') }]);
  });

  it('begin in one packet with the 101', async () => {
    const { url } = await startWith({ beginAtOnce: true });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    const lines = ['GET /v3/ws HTTP/1.1', 'host: a', 'connection: upgrade', 'upgrade: websocket', 'authorization: a'];
    socket.write(
      [...lines, 'sec-websocket-version: 13', `sec-websocket-key: ${'a'.repeat(22)}==`, '', ''].join('\r\n'),
    );
    const [packet] = (await once(socket, 'data')) as [Buffer];
    expect(packet.toString('latin1')).toMatch(/^HTTP\/1\.1 101 .*"type":"Begin"/s);
  });

  it('withhold Termination', async () => {
    const { url, record } = await startWith({ withholdTermination: true });
    const client = await openStream(url);
    client.stream(await meetingPcm(0, 3_000));
    client.say({ type: 'Terminate' });
    await until(() => client.ended().length === 2, 'the last turn');
    expect(client.messages.some(({ type }) => type === 'Termination')).toBe(false);
    client.socket.close(4_000, 'enough');
    await until(() => record()?.closed !== undefined, 'the end');
    expect(record()?.closed).toEqual({ by: 'client', code: 4_000, reason: 'enough' });
  });
});

it('an upgrade is refused, reset, or never answered, like any other request', async () => {
  const script = { 'GET /v3/ws': [{ status: 503 }, { reset: true }, { hang: true }] };
  const { emulator } = await start({ engine: 'fixtures', script });
  const outcomes: string[] = [];
  for (const outcome of ['Unexpected server response: 503', 'ECONNRESET']) {
    const client = await openStream(emulator.streamingUrl, {}, { until: 'nothing' });
    client.socket.once('error', ({ message }) => outcomes.push(message));
    await client.closed;
    expect(outcomes.at(-1)).toContain(outcome);
  }
  const client = await openStream(emulator.streamingUrl, {}, { until: 'nothing' });
  await until(() => emulator.journal.length === 3, 'the third');
  expect([client.socket.readyState, emulator.journal.map(({ status }) => status)]).toEqual([
    0,
    [503, undefined, undefined],
  ]);
  await emulator.close();
  await client.closed;
});

it('a script may be a function, and what is wrong with it is told to the client', async () => {
  const { emulator } = await start({
    engine: 'fixtures',
    script: ({ route, count }) => {
      if (count === 2) throw new Error('not twice');
      return route === 'GET /v3/ws' ? { stream: { close: 1012 } } : undefined;
    },
  });
  const client = await openStream(emulator.streamingUrl);
  expect((await client.closed).code).toBe(1012);
  const next = await openStream(emulator.streamingUrl, {}, { until: 'nothing' });
  const failures: string[] = [];
  next.socket.once('error', ({ message }) => failures.push(message));
  await next.closed;
  expect(failures).toEqual(['Unexpected server response: 500']);
});
