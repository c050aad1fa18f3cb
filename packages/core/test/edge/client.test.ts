import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createJumpingClock } from '@earmark/conformance';
import { startEmulator } from '@earmark/emulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient as createEdgeClient, createFetchTransport } from '../../src/edge.ts';
import { type Client, createClient } from '../../src/index.ts';
import { startReceiver } from '../receiver.ts';
import {
  countOf,
  errorOf,
  getTranscript,
  hearing,
  jobsAt,
  key,
  postTranscript,
  reasonOf,
  recording,
} from '../world.ts';

async function startEdge(script = {}) {
  const emulator = await startEmulator({ ...hearing, script });
  onTestFinished(() => emulator.close());
  const { url: baseUrl, llmGatewayUrl, syncUrl } = emulator;
  const clock = createJumpingClock({ idleMs: 500 });
  return { emulator, client: createEdgeClient({ apiKey: key, baseUrl, llmGatewayUrl, syncUrl, clock }) };
}

describe('the edge client, over fetch', () => {
  it.each([
    ['bytes', () => recording],
    ['a Blob', () => new Blob([recording])],
    ['a web stream', () => new Blob([recording]).stream()],
  ])('uploads and transcribes %s', async (_, audio) => {
    const { client, emulator } = await startEdge();
    expect((await client.transcripts.transcribe(audio())).text).toBe('Good morning.');
    expect(emulator.journal[0]).toMatchObject({ route: 'POST /v2/upload', bytes: recording.byteLength });
    expect(emulator.journal[0]?.headers['authorization']).toBe(key);
  });

  it('recovers as the other one does, with one job', async () => {
    const { client, emulator } = await startEdge({
      'POST /v2/upload': [{ reset: true }],
      [postTranscript]: [{ afterwards: 'reset' }],
      [getTranscript]: [{}, { truncate: 10 }, { status: 502 }, { hang: true }],
    });
    expect((await client.transcripts.transcribe(recording)).text).toBe('Good morning.');
    expect(await jobsAt(emulator)).toHaveLength(1);
    expect(countOf(emulator, postTranscript)).toBe(1);
  });

  it('streams an answer, hears a clip, and reads columns', async () => {
    const { client } = await startEdge();
    let said = '';
    const question = {
      model: 'any',
      messages: [{ role: 'user' as const, content: 'When is lunch?\n\nLunch is at noon.' }],
    };
    for await (const { choices } of client.llm.stream(question)) said += choices[0]?.delta?.content ?? '';
    expect(said).toContain('noon');
    expect((await client.transcripts.transcribeClip(recording)).text).toBe('Good morning.');
    const { id } = await client.transcripts.transcribe(recording);
    expect((await client.transcripts.columns(id)).transcript.text).toBe('Good morning.');
  });

  it('follows no redirect, so that the key goes to nobody else', async () => {
    await using elsewhere = await startReceiver();
    const { client } = await startEdge({ [postTranscript]: [{ status: 307, headers: { location: elsewhere.url } }] });
    expect(await errorOf(client.transcripts.create({ audio_url: 'http://127.0.0.1:9/a' }))).toMatchObject({
      code: 'protocol',
    });
    expect(elsewhere.received).toEqual([]);
  });

  it('hears an abort while it waits for an answer', async () => {
    const { client, emulator } = await startEdge({ [getTranscript]: [{ hang: true }] });
    const stop = new AbortController();
    const pending = reasonOf(client.transcripts.get('job-1', { signal: stop.signal }));
    await expect.poll(() => emulator.journal.length).toBe(1);
    stop.abort('enough');
    expect(await pending).toBe('enough');
  });

  it('reads no environment', () => {
    expect(() => createEdgeClient()).toThrow('An API key is needed');
  });
});

describe('an answer that is zipped', () => {
  const body = gzipSync(
    JSON.stringify({ id: 'job-1', status: 'completed', audio_url: 'http://a', text: 'Grüße 東京' }),
  );

  const clients: [string, (baseUrl: string) => Client][] = [
    ['undici', (baseUrl) => createClient({ apiKey: key, baseUrl, clock: createJumpingClock() })],
    [
      'fetch',
      (baseUrl) =>
        createEdgeClient({ apiKey: key, baseUrl, clock: createJumpingClock(), transport: createFetchTransport() }),
    ],
  ];

  it.each(clients)('is read, over %s', async (_, clientAt) => {
    const { transcripts } = clientAt(await serve(body));
    expect((await transcripts.get('job-1')).text).toBe('Grüße 東京');
    expect((await transcripts.columns('job-1')).transcript.text).toBe('Grüße 東京');
  });

  it.each(clients)('and cut short is a retryable error, over %s', async (_, clientAt) => {
    const { transcripts } = clientAt(await serve(body.subarray(0, 40)));
    const error = await errorOf(transcripts.get('job-1'));
    expect(error.retryable).toBe(true);
    expect(['network', 'protocol']).toContain(error.code);
    expect((await errorOf(transcripts.columns('job-1'))).retryable).toBe(true);
  });
});

async function serve(bytes: Uint8Array): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => (server.closeAllConnections(), void server.close()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
