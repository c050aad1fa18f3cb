import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestClock, until } from './clock.ts';
import { melody, toWav } from './wav.ts';
import { engineThatHears, makeFolder, start } from './world.ts';

const wav = toWav([melody(1, 16_000, 1)], 16_000);
const engine = engineThatHears({});
const tenSeconds = 10_000;
// A try asks the clock twice: how long to wait for an answer, and how long for the next try.
const tried = (tries: number): number => 2 * tries;

interface Call {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** Somebody's server that is called when a job ends, and answers with these statuses, the last one again and again. */
async function listen(...answers: readonly (number | ((response: ServerResponse) => void))[]) {
  const calls: Call[] = [];
  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await json(request);
    const answer = answers[calls.length] ?? answers.at(-1) ?? 200;
    calls.push({ method: request.method, url: request.url, headers: request.headers, body });
    if (typeof answer === 'number') response.writeHead(answer).end('thanks');
    else answer(response);
  }
  const server = createServer((request, response) => void hear(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => (server.closeAllConnections(), void server.close()));
  return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

async function startWithClock() {
  const time = createTestClock();
  return { ...(await start({ engine, clock: time.clock })), ...time };
}

describe('when a job ends, its webhook is called', () => {
  it('once, with POST at exactly its URL, the id and the status and nothing else, and the secret header', async () => {
    const { client } = await start({ engine });
    const receiver = await listen(204);
    const { id } = await client.transcribe(wav, {
      webhook_url: `${receiver.url}/a%20b?customer_id=1234&x=%2F`,
      webhook_auth_header_name: 'X-Secret',
      webhook_auth_header_value: 'hush-hush',
    });
    await until(async () => (await client.look(id))['webhook_status_code'] === 204);
    expect(receiver.calls).toMatchObject([
      {
        method: 'POST',
        url: '/hook/a%20b?customer_id=1234&x=%2F',
        headers: { 'x-secret': 'hush-hush', 'content-type': 'application/json' },
      },
    ]);
    expect(receiver.calls[0]?.body).toEqual({ transcript_id: id, status: 'completed' });
  });

  it('when it failed too, and the receiver who looks at once sees how it ended', async () => {
    const { client } = await start({ engine });
    const receiver = await listen(200);
    const { id } = await client.create({ audio_url: await client.upload('no audio'), webhook_url: receiver.url });
    await until(() => receiver.calls.length === 1);
    expect(receiver.calls[0]?.body).toEqual({ transcript_id: id, status: 'error' });
    expect((await client.look(id)).status).toBe('error');
  });

  it('first for the redacted audio, then for the transcript', async () => {
    const { client } = await start({ engine });
    const receiver = await listen(200);
    const { id } = await client.transcribe(wav, {
      redact_pii: true,
      redact_pii_audio: true,
      webhook_url: receiver.url,
    });
    await until(() => receiver.calls.length === 2);
    expect(receiver.calls.map(({ body }) => body)).toMatchObject([
      { status: 'redacted_audio_ready' },
      { transcript_id: id, status: 'completed' },
    ]);
    expect(receiver.calls[0]?.body).not.toHaveProperty('transcript_id');
  });
});

describe('a webhook that is not heard', () => {
  it('is tried ten times, ten seconds apart, and the last answer is on the transcript', async () => {
    const { client, advance, sleeping, asked } = await startWithClock();
    const receiver = await listen(500, 502, 503);
    const { id } = await client.transcribe(wav, { webhook_url: receiver.url });
    for (let tries = 1; tries < 10; tries += 1) {
      await until(() => asked() === tried(tries), `try ${tries}`);
      advance(tenSeconds - 1);
      expect(sleeping()).toBe(1);
      advance(1);
    }
    await until(() => receiver.calls.length === 10 && sleeping() === 0, 'the last try');
    advance(tenSeconds);
    expect([(await client.look(id))['webhook_status_code'], sleeping(), receiver.calls.length]).toEqual([503, 0, 10]);
  });

  it('is tried no more once it is', async () => {
    const { client, advance, sleeping, asked } = await startWithClock();
    const receiver = await listen(500, 200);
    const { id } = await client.transcribe(wav, { webhook_url: receiver.url });
    await until(() => asked() === tried(1));
    expect((await client.look(id))['webhook_status_code']).toBe(500);
    advance(tenSeconds);
    await until(async () => (await client.look(id))['webhook_status_code'] === 200);
    expect(sleeping()).toBe(0);
  });

  it.each([400, 404, 410, 429])('is not tried again after %i', async (status) => {
    const { client, sleeping } = await startWithClock();
    const receiver = await listen(status);
    const { id } = await client.transcribe(wav, { webhook_url: receiver.url });
    await until(async () => (await client.look(id))['webhook_status_code'] === status);
    expect([receiver.calls.length, sleeping()]).toEqual([1, 0]);
  });

  it('is not followed to where it redirects, but tried again', async () => {
    const { client, asked } = await startWithClock();
    const elsewhere = await listen(200);
    const receiver = await listen((response) => response.writeHead(307, { location: elsewhere.url }).end());
    const { id } = await client.transcribe(wav, { webhook_url: receiver.url });
    await until(() => asked() === tried(1));
    expect((await client.look(id))['webhook_status_code']).toBe(307);
    expect(elsewhere.calls).toEqual([]);
  });

  it('is given up after ten seconds without an answer, and tried again', async () => {
    const { client, advance, asked } = await startWithClock();
    const receiver = await listen(() => undefined, 200);
    const { id } = await client.transcribe(wav, { webhook_url: receiver.url });
    await until(() => receiver.calls.length === 1);
    advance(tenSeconds);
    await until(() => asked() === tried(1));
    expect((await client.look(id))['webhook_status_code']).toBeNull();
    advance(tenSeconds);
    await until(async () => (await client.look(id))['webhook_status_code'] === 200);
  });

  it('is tried again where nobody listens, as often as webhookRetryMs says', async () => {
    const { emulator, client } = await start({ engine, webhookRetryMs: 1 });
    const receiver = await listen((response) => response.destroy());
    await client.transcribe(wav, { webhook_url: receiver.url });
    await until(() => receiver.calls.length === 10);
    await emulator.close();
    expect(receiver.calls).toHaveLength(10);
  });

  it('is tried no more once its transcript is deleted', async () => {
    const { emulator, client, advance, sleeping, asked } = await startWithClock();
    const receiver = await listen(500);
    const { id } = await client.transcribe(wav, { webhook_url: receiver.url });
    await until(() => asked() === tried(1));
    await fetch(`${emulator.url}/v2/transcript/${id}`, { method: 'DELETE', headers: { authorization: 'a' } });
    advance(tenSeconds);
    await client.look(id);
    expect([receiver.calls.length, sleeping(), asked()]).toEqual([1, 0, tried(1)]);
  });

  it('ends with the emulator', async () => {
    const { emulator, client, sleeping, asked } = await startWithClock();
    const receiver = await listen(500);
    await client.transcribe(wav, { webhook_url: receiver.url });
    await until(() => asked() === tried(1));
    await emulator.close();
    expect([receiver.calls.length, sleeping()]).toEqual([1, 0]);
  });

  it('is called by the next emulator on the same data, with the secret, and then never again', async () => {
    const data = await makeFolder();
    const time = createTestClock();
    const first = await start({ engine, data, clock: time.clock });
    const receiver = await listen(500, 200);
    const secret = { webhook_auth_header_name: 'X-Secret', webhook_auth_header_value: 'hush-hush' };
    const { id } = await first.client.transcribe(wav, { webhook_url: receiver.url, ...secret });
    await until(() => time.asked() === tried(1));
    await first.emulator.close();
    const second = await start({ engine, data });
    await until(async () => (await second.client.look(id))['webhook_status_code'] === 200);
    expect(receiver.calls[1]?.headers['x-secret']).toBe('hush-hush');
    await second.emulator.close();
    const third = await start({ engine, data });
    await third.client.transcribe(wav);
    expect(receiver.calls).toHaveLength(2);
  });
});
