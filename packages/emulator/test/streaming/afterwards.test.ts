import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestClock, until } from '../clock.ts';
import { start } from '../world.ts';
import { meetingPcm, openStream, silence } from './client.ts';

const english = { speech_model: 'universal-streaming-english' };

/** Somebody who is told of sessions, and answers as told. */
async function receiver(...statuses: number[]) {
  const calls: { readonly headers: Record<string, unknown>; readonly body: unknown }[] = [];
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    calls.push({ headers: request.headers, body: JSON.parse(await text(request)) as unknown });
    response.writeHead(statuses.shift() ?? 200).end();
  }
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sessions?a=b` };
}

describe('a session’s webhook', () => {
  it('has its finished turns, once, with its secret', async () => {
    const { emulator } = await start();
    const { calls, url } = await receiver();
    const secret = { webhook_auth_header_name: 'X-Secret', webhook_auth_header_value: 'word' };
    const client = await openStream(emulator.streamingUrl, { ...english, webhook_url: url, ...secret });
    client.stream(await meetingPcm(0, 8_600));
    await client.terminate();
    await until(() => calls.length > 0, 'the webhook');
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ headers: { 'x-secret': 'word', 'content-type': 'application/json' } });
    expect(calls[0]?.body).toEqual({ session_id: client.messages[0]?.['id'], messages: client.ended() });
  });

  it('is sent again until it is heard, however the session ended', async () => {
    const time = createTestClock();
    const { emulator } = await start({ engine: 'fixtures', clock: time.clock });
    const { calls, url } = await receiver(500);
    const client = await openStream(emulator.streamingUrl, { webhook_url: url });
    client.socket.terminate();
    await until(() => calls.length === 1, 'the webhook');
    await until(() => time.sleeping() === 1, 'the wait for an answer, or for the next try');
    await until(() => {
      time.advance(1_000);
      return calls.length >= 2;
    }, 'the second try');
    expect(calls[1]?.body).toEqual(calls[0]?.body);
  });
});

describe('a model answers to turns', () => {
  const messages = [{ role: 'user', content: '{{turn}}\nWhen will the beta launch?' }];
  const ask = JSON.stringify({ model: 'any', messages, max_tokens: 100 });

  it('after each of them', async () => {
    const { emulator } = await start();
    const client = await openStream(emulator.streamingUrl, { llm_gateway: ask });
    client.stream(await meetingPcm(3_000, 8_600));
    await client.terminate();
    const answers = client.messages.filter(({ type }) => type === 'LLMGatewayResponse');
    expect(answers.map(({ turn_order, transcript }) => [turn_order, transcript])).toEqual(
      client.ended().map(({ turn_order, transcript }) => [turn_order, transcript]),
    );
    expect(JSON.stringify(answers.at(-1)?.['data'])).toContain('The beta will launch on Tuesday');
    expect(client.messages.at(-1)?.type).toBe('Termination');
  });

  it('and says nothing where it cannot', async () => {
    const { emulator } = await start({ engine: 'fixtures', llmModels: ['another'] });
    const client = await openStream(emulator.streamingUrl, { llm_gateway: ask });
    client.stream(await meetingPcm(0, 3_300));
    expect((await client.terminate()).code).toBe(1000);
    expect(client.ended().length).toBeGreaterThan(0);
    expect(client.messages.some(({ type }) => type === 'LLMGatewayResponse')).toBe(false);
  });
});

it('a heart beats every five seconds, from when it is asked', async () => {
  const time = createTestClock();
  const { emulator } = await start({ engine: 'fixtures', clock: time.clock });
  const client = await openStream(emulator.streamingUrl, { session_heartbeat: true });
  client.stream(await meetingPcm(0, 2_500));
  await until(() => emulator.journal[0]?.stream?.audioBytes === 80_000);
  time.advance(5_000);
  await client.has('Heartbeat');
  expect(client.messages.find(({ type }) => type === 'Heartbeat')).toEqual({
    type: 'Heartbeat',
    total_audio_received_ms: 2_500,
    total_duration_ms: 5_000,
    realtime_factor: 0.5,
    max_speech_probability: 0.99,
  });
  client.say({ type: 'UpdateConfiguration', session_heartbeat: false });
  client.stream(silence(100));
  await until(() => emulator.journal[0]?.stream?.audioBytes === 83_200);
  time.advance(5_000);
  await client.terminate();
  expect(client.messages.filter(({ type }) => type === 'Heartbeat')).toHaveLength(1);
});

it('the journal has what was said both ways, and how it ended', async () => {
  const { emulator } = await start();
  const client = await openStream(emulator.streamingUrl, { sample_rate: 16_000, token_like: 'a' });
  client.say({ type: 'KeepAlive' });
  client.stream(await meetingPcm(0, 3_300));
  await client.terminate();
  const [entry] = emulator.journal;
  expect(entry).toMatchObject({ route: 'GET /v3/ws', path: '/v3/ws?sample_rate=16000&token_like=a', status: 101 });
  expect(entry?.stream).toMatchObject({
    audioBytes: 105_600,
    received: [{ type: 'KeepAlive' }, { type: 'Terminate' }],
    closed: { by: 'service', code: 1000, reason: 'Session Ended' },
  });
  expect(entry?.stream?.sent).toEqual(client.messages);
  expect(entry?.stream?.finalised.at(-1)).toMatchObject({ turnOrder: null, toMs: 3_300 });
});

it('whoever asks a streaming host whether it is well, is told', async () => {
  const { client } = await start();
  expect(await (await client.get('/v3/health')).json()).toEqual({ status: 'ok' });
});
