import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createManualClock } from '@earmark/conformance';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WebhookNotification, type WebhookReceiver, createWebhookReceiver } from '../../src/index.ts';
import { countOf, getTranscript, hearing, job, recording, startWorld } from '../world.ts';

const secret = 'a-secret-of-16-characters';
const completed = JSON.stringify({ transcript_id: 'job-1', status: 'completed' });
const redacted = JSON.stringify({
  status: 'redacted_audio_ready',
  redacted_audio_url: 'https://a.org/redacted-audio/job-1.mp3?sig=1',
});

interface Hook {
  readonly receiver: WebhookReceiver;
  readonly url: string;
  readonly heard: WebhookNotification[];
}

/** A receiver behind a real server, at an address the emulator can call. */
async function startHook(): Promise<Hook> {
  let receiver: WebhookReceiver | undefined;
  const server: Server = createServer((request, response) => void receiver?.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => (server.closeAllConnections(), void server.close()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?of=me`;
  receiver = createWebhookReceiver({ url, secret });
  const heard: WebhookNotification[] = [];
  receiver.onNotification((notification) => void heard.push(notification));
  return { receiver, url, heard };
}

interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const right = { 'x-earmark-secret': secret };
const calls: readonly [string, Call, number, number][] = [
  ['the end of a job', { headers: right, body: completed }, 200, 1],
  ['the end of a job that failed', { headers: right, body: completed.replace('completed', 'error') }, 200, 1],
  ['redacted audio', { headers: right, body: redacted }, 200, 1],
  ['no secret', { body: completed }, 401, 0],
  ['a wrong secret', { headers: { 'x-earmark-secret': `${secret}x` }, body: completed }, 401, 0],
  ['another method', { method: 'PUT', headers: right, body: completed }, 405, 0],
  ['no JSON', { headers: right, body: '{' }, 400, 0],
  ['another shape', { headers: right, body: '{"transcript_id":7,"status":"completed"}' }, 400, 0],
  ['too much', { headers: right, body: JSON.stringify({ of: 'x'.repeat(200_000) }) }, 413, 0],
];

describe.each(['handle', 'fetch'] as const)('a receiver, as %s', (way) => {
  it.each(calls)('answers %s', async (_, { method = 'POST', headers = {}, body }, status, told) => {
    const { receiver, url, heard } = await startHook();
    const init = { method, headers, body: body ?? null };
    const answer = way === 'handle' ? await fetch(url, init) : await receiver.fetch(new Request(url, init));
    expect(answer.status).toBe(status);
    expect(heard).toHaveLength(told);
  });

  it('answers 500 when a listener fails, so that it is called again', async () => {
    const { receiver, url } = await startHook();
    const off = receiver.onNotification(() => {
      throw new Error('no room');
    });
    const init = { method: 'POST', headers: right, body: completed };
    const ask = async (): Promise<number> =>
      (way === 'handle' ? await fetch(url, init) : await receiver.fetch(new Request(url, init))).status;
    expect(await ask()).toBe(500);
    off();
    expect(await ask()).toBe(200);
  });
});

describe('a receiver', () => {
  it('takes a body that a framework has parsed', async () => {
    const { receiver, heard } = await startHook();
    for (const body of [JSON.parse(completed) as unknown, completed, new TextEncoder().encode(completed)]) {
      const response = { statusCode: 0, end: () => undefined };
      const request = { method: 'POST', headers: right, body, [Symbol.asyncIterator]: () => nothing() };
      await receiver.handle(request, response);
      expect(response.statusCode).toBe(200);
    }
    expect(heard).toHaveLength(3);
  });

  it('survives a caller that goes away in the middle', async () => {
    const { url, heard } = await startHook();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`POST /hook HTTP/1.1\r\nhost: a\r\nx-earmark-secret: ${secret}\r\ncontent-length: 100\r\n\r\n{`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
    const answer = await fetch(url, { method: 'POST', headers: right, body: completed });
    expect(answer.status).toBe(200);
    expect(heard).toHaveLength(1);
  });

  it.each([
    ['url', { url: 'ftp://a', secret }],
    ['secret', { url: 'http://a', secret: 'short' }],
    ['headerName', { url: 'http://a', secret, headerName: 'a b' }],
  ])('with a wrong `%s` is refused', (field, options) => {
    expect(() => createWebhookReceiver(options)).toThrow(`\`${field}\``);
  });
});

describe('who waits with a receiver', () => {
  it('is woken by the emulator’s real call, without any further timer', async () => {
    const { receiver, url } = await startHook();
    const clock = createManualClock();
    await using world = await startWorld({}, { clock }, hearing);
    const transcript = await world.client.transcripts.transcribe(recording, {}, { webhook: receiver });
    expect(transcript.text).toBe('Good morning.');
    expect(clock.now()).toBe(0);
    expect(world.emulator.journal.find(({ route }) => route === 'POST /v2/transcript')?.json).toMatchObject({
      webhook_url: url,
      webhook_auth_header_name: 'x-earmark-secret',
      webhook_auth_header_value: secret,
    });
  });

  it('hears a call that came before it waited', async () => {
    const { receiver, url } = await startHook();
    await using world = await startWorld(
      { [getTranscript]: [job('processing'), job('completed')] },
      { clock: createManualClock() },
    );
    await fetch(url, { method: 'POST', headers: right, body: completed });
    await world.client.transcripts.wait('job-1', { webhook: receiver });
    expect(countOf(world.emulator, getTranscript)).toBe(2);
  });

  it('looks by itself every 30 s, in case none comes', async () => {
    const { receiver } = await startHook();
    const clock = createManualClock();
    await using world = await startWorld(
      { [getTranscript]: [{ ...job('processing'), times: 2 }, job('completed')] },
      { clock },
    );
    const pending = world.client.transcripts.wait('job-1', { webhook: receiver });
    for (let look = 1; look <= 2; look += 1) {
      await clock.somethingSleeps();
      expect(countOf(world.emulator, getTranscript)).toBe(look);
      clock.advance(30_000);
    }
    expect(await pending).toMatchObject({ status: 'completed' });
  });

  it('for redacted audio is woken by that call', async () => {
    const { receiver, url } = await startHook();
    const clock = createManualClock();
    const route = 'GET /v2/transcript/{transcript_id}/redacted-audio';
    const ready = { status: 200, body: { status: 'redacted_audio_ready', redacted_audio_url: 'https://a.org/b' } };
    await using world = await startWorld(
      { [route]: [{ status: 202, body: { status: 'processing' } }, ready] },
      { clock },
    );
    const pending = world.client.transcripts.redactedAudio('job-1', { webhook: receiver });
    await clock.somethingSleeps();
    await fetch(url, { method: 'POST', headers: right, body: redacted });
    expect(await pending).toEqual(ready.body);
  });
});

async function* nothing(): AsyncGenerator<Uint8Array> {}
