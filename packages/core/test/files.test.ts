import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { describe, expect, it } from 'vitest';
import { type AudioSource, createClient, type Progress } from '../src/index.ts';
import { sha256, startReceiver } from './receiver.ts';
import { errorOf, key, reasonOf, startWorld } from './world.ts';

async function* breaksOff(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(1000);
  throw new RangeError('the microphone was unplugged');
}

describe('progress', () => {
  it('rises to the total, where it is known', async () => {
    await using world = await startWorld();
    const seen: Progress[] = [];
    const blob = new Blob([new Uint8Array(100_000), new Uint8Array(300_000)]);
    await world.client.files.upload(blob, { onProgress: (progress) => seen.push(progress) });
    const sent = seen.map((progress) => (progress.stage === 'uploading' ? progress.sentBytes : Number.NaN));
    expect(sent.length).toBeGreaterThan(1);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toEqual({ stage: 'uploading', sentBytes: 400_000, totalBytes: 400_000 });
  });

  it('counts on without a total for a stream', async () => {
    await using world = await startWorld();
    const seen: Progress[] = [];
    const source = Readable.from([new Uint8Array(10), new Uint8Array(20)]);
    await world.client.files.upload(source, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { stage: 'uploading', sentBytes: 10, totalBytes: undefined },
      { stage: 'uploading', sentBytes: 30, totalBytes: undefined },
    ]);
  });

  it('does not change what is sent', async () => {
    await using receiver = await startReceiver();
    const bytes = new Uint8Array(70_000).fill(7);
    const client = createClient({ baseUrl: receiver.url, apiKey: key });
    await client.files.upload(bytes, { onProgress: () => undefined });
    expect(receiver.received).toMatchObject([{ bytes: 70_000, sha256: sha256(bytes) }]);
  });

  it('what onProgress throws ends the call, unchanged', async () => {
    await using world = await startWorld();
    const thrown = new Error('enough');
    const onProgress = (): never => {
      throw thrown;
    };
    expect(await reasonOf(world.client.transcripts.transcribe(new Uint8Array(10), {}, { onProgress }))).toBe(thrown);
    expect(world.emulator.journal.filter((entry) => entry.route === 'POST /v2/transcript')).toEqual([]);
  });
});

describe('a source that breaks off', () => {
  it.each([
    ['an async iterable', breaksOff],
    ['a Node Readable', () => Readable.from(breaksOff())],
    ['a web ReadableStream', () => ReadableStream.from(breaksOff()) as AudioSource],
  ])('is no network error, and %s’s own error is the cause', async (_, source) => {
    await using world = await startWorld();
    const error = await errorOf(world.client.transcripts.transcribe(source()));
    expect(error).toMatchObject({ code: 'invalid', retryable: false });
    expect(error.message).toContain('could not be read to its end: the microphone was unplugged');
    expect(error.cause).toBeInstanceOf(RangeError);
    expect(world.emulator.journal.filter((entry) => entry.route === 'POST /v2/transcript')).toEqual([]);
  });
});

describe('abort', () => {
  it('before the upload sends nothing, and does not touch the source', async () => {
    await using world = await startWorld();
    const source = Readable.from([new Uint8Array(10)]);
    const reason = new Error('never mind');
    expect(await reasonOf(world.client.files.upload(source, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(world.emulator.journal).toEqual([]);
    expect(source.destroyed).toBe(false);
  });

  it('during the upload ends it with the caller’s reason, and closes the source', async () => {
    await using world = await startWorld();
    const stop = new AbortController();
    const source = new Readable({ read: () => undefined });
    source.push(new Uint8Array(10));
    const closed = new Promise((resolve) => source.once('close', resolve));
    const onProgress = (): void => queueMicrotask(() => stop.abort('a string'));
    const uploading = reasonOf(world.client.files.upload(source, { signal: stop.signal, onProgress }));
    source.push(new Uint8Array(10));
    expect(await uploading).toBe('a string');
    source.push(new Uint8Array(10));
    await closed;
  });
});

it('audio of no bytes is refused before anything is sent', async () => {
  await using world = await startWorld();
  const error = await errorOf(world.client.files.upload(new Uint8Array(0)));
  expect(error).toMatchObject({ code: 'invalid', message: expect.stringContaining('0 bytes') });
  expect(world.emulator.journal).toEqual([]);
});

it('an upload that is refused ends in the service’s words', async () => {
  await using world = await startWorld({ 'POST /v2/upload': [{ status: 413, body: { error: 'File too large' } }] });
  const error = await errorOf(world.client.files.upload(new Uint8Array(10)));
  expect(error).toMatchObject({ code: 'invalid', status: 413, serviceMessage: 'File too large', retryable: false });
});

describe('a key that is refused while audio is being sent', () => {
  const megabyte = new Uint8Array(2 ** 20);
  let [produced, ended] = [0, false];
  async function* endless(): AsyncGenerator<Uint8Array> {
    [produced, ended] = [0, false];
    try {
      for (; produced < 500; produced += 1) yield megabyte;
    } finally {
      ended = true;
    }
  }
  const sources: [string, () => AudioSource][] = [
    ['an async iterable', endless],
    ['a Node Readable', () => Readable.from(endless())],
    ['a web ReadableStream', () => ReadableStream.from(endless()) as AudioSource],
  ];

  it.each(sources)('stops the sending of %s at once, and is not tried again', async (_, open) => {
    await using world = await startWorld({}, {}, { keys: ['another-key'] });
    expect(await errorOf(world.client.files.upload(open()))).toMatchObject({ code: 'auth', status: 401 });
    expect(produced).toBeLessThan(100);
    await expect.poll(() => ended).toBe(true);
    expect(world.emulator.journal).toHaveLength(1);
  });
});
