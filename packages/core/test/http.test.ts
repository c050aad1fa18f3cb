import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createJumpingClock } from '@earmark/conformance';
import { type Client, type Transport, createClient } from '../src/index.ts';
import { errorOf, getTranscript, job, key, startWorld } from './world.ts';

describe('an answer that is none', () => {
  it.each([
    ['HTML', '<html>speech</html>'],
    ['truncated JSON', '{"id":"job-1","text":"spee'],
    ['nothing', ''],
  ])('%s is a retryable protocol error that quotes none of it', async (_, body) => {
    const headers = { 'x-request-id': 'request-1' };
    await using world = await startWorld({
      [getTranscript]: [{ status: 200, body, headers, times: Number.POSITIVE_INFINITY }],
    });
    const error = await errorOf(world.client.transcripts.get('job-1'));
    expect(error).toMatchObject({ code: 'protocol', retryable: true, status: 200, requestId: 'request-1' });
    expect(inspect(error)).not.toContain('spee');
  });
});

describe('an answer of another shape', () => {
  it.each([
    ['id', { id: 7 }],
    ['status', { status: 'dreaming' }],
    ['words', { words: 'none' }],
    ['text', { text: { deep: 'speech' } }],
    ['utterances', { utterances: {} }],
  ])('is a protocol error that names `%s`, and quotes nothing', async (field, more) => {
    await using world = await startWorld({
      [getTranscript]: [{ ...job('completed', more), headers: { 'x-request-id': 'request-1' } }],
    });
    const error = await errorOf(world.client.transcripts.get('job-1'));
    expect(error).toMatchObject({ code: 'protocol', status: 200, requestId: 'request-1' });
    expect(error.message).toContain(`\`${field}\``);
    expect(inspect(error)).not.toContain('speech');
  });

  it('that is no object is a protocol error too', async () => {
    await using world = await startWorld({ [getTranscript]: [{ status: 200, body: '"job-1"' }] });
    expect(await errorOf(world.client.transcripts.get('job-1'))).toMatchObject({ code: 'protocol' });
  });
});

it('nulls that the service sends for absent results are no other shape', async () => {
  const nulls = { text: null, words: null, utterances: null, confidence: null, audio_duration: null, metadata: null };
  await using world = await startWorld({ [getTranscript]: [job('completed', { ...nulls, error: null })] });
  expect(await world.client.transcripts.wait('job-1')).toMatchObject(nulls);
});

describe('a request that does not get through is a retryable network error', () => {
  it('when nobody listens, saying so', async () => {
    const baseUrl = await unusedUrl();
    const error = await errorOf(
      createClient({ baseUrl, apiKey: key, clock: createJumpingClock() }).transcripts.get('job-1'),
    );
    expect(error).toMatchObject({ code: 'network', retryable: true, status: undefined });
    expect(error.message).toMatch(/^GET 127\.0\.0\.1:\d+\/v2\/transcript\/job-1 did not get through: .*ECONNREFUSED/);
    expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each([
    ['before an answer', ''],
    ['in the middle of one', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"id":"spee'],
  ])('when the connection breaks %s', async (_, sent) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(sent));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await errorOf(
      createClient({ baseUrl, apiKey: key, clock: createJumpingClock() }).transcripts.get('job-1'),
    );
    server.close();
    expect(error).toMatchObject({ code: 'network', retryable: true });
    expect(inspect(error)).not.toContain('spee');
  });

  it('and holds no key, although a host hangs its whole request on its errors', async () => {
    const error = await errorOf(clientOver(rejectWithRequest).transcripts.get('job-1'));
    expect(error.message).toContain('?[cut] refused [key]');
    expect(error.cause).toMatchObject({ cause: { code: 'ECONNRESET' } });
    const everything = inspect(error, { showHidden: true, depth: Infinity });
    expect(everything).not.toContain(key);
    expect(everything).not.toContain('secret');
  });

  it('whatever a host throws', async () => {
    const error = await errorOf(clientOver(rejectWithString).transcripts.get('job-1'));
    expect(error).toMatchObject({ code: 'network', retryable: true });
  });
});

describe('a request', () => {
  it('carries the bare key, and says what it sends', async () => {
    await using world = await startWorld();
    const upload_url = await world.client.files.upload(new Uint8Array(10));
    await world.client.transcripts.create({ audio_url: upload_url });
    expect(world.emulator.journal.map(({ headers }) => headers)).toMatchObject([
      { authorization: key, 'content-type': 'application/octet-stream', 'user-agent': 'earmark-core' },
      { authorization: key, 'content-type': 'application/json', 'user-agent': 'earmark-core' },
    ]);
  });
});

const rejectWithRequest: Transport = async ({ headers, url }) => {
  const inner = Object.assign(new Error(`bad header ${key}`), { headers, code: 'ECONNRESET' });
  throw Object.assign(new Error(`${url}?sig=secret refused ${key}`, { cause: inner }), { config: { headers } });
};

const rejectWithString: Transport = () => Promise.reject('a string');

async function unusedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

function clientOver(transport: Transport): Client {
  return createClient({ apiKey: key, transport, clock: createJumpingClock() });
}
