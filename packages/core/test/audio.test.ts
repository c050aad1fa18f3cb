import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { describe, expect, it } from 'vitest';
import { type AudioSource, createClient } from '../src/index.ts';
import { sha256, startReceiver } from './receiver.ts';
import { errorOf, key, startWorld } from './world.ts';

const large = Uint8Array.from({ length: 300_007 }, (_, at) => (at * 31) % 251);
const chunks = (): Uint8Array[] => [
  large.subarray(0, 100_001),
  large.subarray(100_001, 100_002),
  large.subarray(100_002),
];

async function* iterated(): AsyncGenerator<Uint8Array> {
  yield* chunks();
}

const known: Record<string, { source: () => AudioSource; bytes: Uint8Array }> = {
  'a Buffer': { source: () => Buffer.from(large), bytes: large },
  'a Buffer of the shared pool': {
    source: () => Buffer.from('pooled, with neighbours'),
    bytes: Buffer.from('pooled, with neighbours'),
  },
  'a Uint8Array in a larger buffer': { source: () => large.subarray(1000, 2001), bytes: large.slice(1000, 2001) },
  'a DataView at an odd offset': { source: () => new DataView(large.buffer, 3, 1001), bytes: large.slice(3, 1004) },
  'an Int16Array': { source: () => new Int16Array(large.buffer, 2, 500), bytes: large.slice(2, 1002) },
  'an ArrayBuffer': { source: () => large.slice().buffer, bytes: large },
  'a Blob': { source: () => new Blob(chunks().map((part) => part.slice())), bytes: large },
};

const unknown: Record<string, () => AudioSource> = {
  'a web ReadableStream': () => ReadableStream.from(chunks()) as AudioSource,
  'a Node Readable': () => Readable.from(chunks()),
  'an async iterable': () => iterated(),
};

describe('audio arrives byte for byte', () => {
  it.each(Object.entries(known))(
    '%s, with its own bytes alone and its Content-Length',
    async (_, { source, bytes }) => {
      await using receiver = await startReceiver();
      await createClient({ baseUrl: receiver.url, apiKey: key }).files.upload(source());
      expect(receiver.received).toMatchObject([{ bytes: bytes.byteLength, sha256: sha256(bytes) }]);
      expect(receiver.received[0]?.headers).toMatchObject({ 'content-length': String(bytes.byteLength) });
      expect(receiver.received[0]?.headers).not.toHaveProperty('transfer-encoding');
    },
  );

  it.each(Object.entries(unknown))('%s, chunked because nobody knows its length', async (_, source) => {
    await using receiver = await startReceiver();
    await createClient({ baseUrl: receiver.url, apiKey: key }).files.upload(source());
    expect(receiver.received).toMatchObject([{ bytes: large.byteLength, sha256: sha256(large) }]);
    expect(receiver.received[0]?.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
    expect(receiver.received[0]?.headers).not.toHaveProperty('content-length');
  });
});

describe('a stream can be sent once', () => {
  it.each(Object.entries(unknown))('%s sent again is refused before anything is sent', async (_, create) => {
    await using world = await startWorld();
    const source = create();
    await world.client.files.upload(source);
    const error = await errorOf(world.client.files.upload(source));
    expect(error).toMatchObject({ code: 'unsupported', retryable: false });
    expect(error.message).toMatch(/already read.*only once/);
    expect(world.emulator.journal).toHaveLength(1);
  });

  it('a web stream that somebody else reads is refused, not sent empty', async () => {
    await using world = await startWorld();
    const source = ReadableStream.from(chunks());
    source.getReader();
    expect(await errorOf(world.client.files.upload(source as AudioSource))).toMatchObject({ code: 'unsupported' });
    expect(world.emulator.journal).toEqual([]);
  });

  it('a Node stream that was read elsewhere is refused, not sent empty', async () => {
    await using world = await startWorld();
    const source = Readable.from(chunks());
    for await (const _chunk of source);
    expect(await errorOf(world.client.files.upload(source))).toMatchObject({ code: 'unsupported' });
    expect(world.emulator.journal).toEqual([]);
  });

  it('bytes can be sent again', async () => {
    await using receiver = await startReceiver();
    const client = createClient({ baseUrl: receiver.url, apiKey: key });
    const blob = new Blob([large.slice()]);
    await client.files.upload(blob);
    await client.files.upload(blob);
    expect(receiver.received.map(({ sha256: hash }) => hash)).toEqual([sha256(large), sha256(large)]);
  });
});

describe('what is no audio is refused with a clear error', () => {
  it.each([[null], [undefined], [42], [{}], [true]])('%s', async (source) => {
    await using world = await startWorld();
    const error = await errorOf(world.client.files.upload(source as AudioSource));
    expect(error).toMatchObject({ code: 'unsupported', retryable: false });
    expect(world.emulator.journal).toEqual([]);
  });
});

describe('what the service can fetch is not uploaded', () => {
  const url = 'http://127.0.0.1:9/a%20b.mp3?signature=s';

  it.each([
    ['a string', url],
    ['a URL', new URL(url)],
    ['an upper-case scheme', url.replace('http', 'HTTP')],
  ])('%s goes as audio_url', async (_, source) => {
    await using world = await startWorld({
      'GET /v2/transcript/{transcript_id}': [{ body: { id: 'job-1', status: 'completed', audio_url: url } }],
    });
    await world.client.transcripts.transcribe(source);
    expect(world.emulator.journal.map((entry) => entry.route)).toEqual([
      'POST /v2/transcript',
      'GET /v2/transcript/{transcript_id}',
    ]);
    expect(world.emulator.journal[0]?.json).toEqual({ audio_url: String(source) });
  });
});
