import { samples } from '@earmark/emulator';
import { EarmarkError } from '@earmark/core';
import { Document, MappingDocumentTransformer } from '@langchain/core/documents';
import { describe, expect, it } from 'vitest';
import { TranscriptLoader, type TranscriptSource } from '../src/index.ts';
import { completed, getTranscript, postTranscript, startWorld } from './world.ts';

describe('a recording', () => {
  it('becomes documents that know who spoke and when, in passages by default', async () => {
    await using world = await startWorld();
    const documents = await new TranscriptLoader(samples.meeting.audio, { client: world.client }).load();
    expect(documents[0]).toBeInstanceOf(Document);
    expect(documents[0]).toMatchObject({
      pageContent: "Good morning, Daniel. Let's start with the dates.",
      metadata: {
        source: samples.meeting.audio,
        start_ms: 400,
        timecode: '0:00',
        speaker: 'A',
        language_code: 'en_us',
      },
    });
    expect(documents.map(({ pageContent }) => pageContent).join(' ')).toBe(
      samples.meeting.words.map(({ text }) => text).join(' '),
    );
    expect(world.asked()).toEqual(['POST /v2/upload', postTranscript]);
    expect(world.emulator.journal[1]?.json).toMatchObject({ speaker_labels: true });
  });

  it('that is transcribed already makes no new job', async () => {
    await using world = await startWorld();
    const { id } = await world.client.transcripts.transcribe(samples.meeting.audio);
    const before = world.asked();
    const documents = await new TranscriptLoader({ transcriptId: id }, { client: world.client }).load();
    expect(documents.length).toBeGreaterThan(0);
    expect(documents.every(({ metadata }) => metadata.transcript_id === id)).toBe(true);
    expect(documents.every(({ metadata }) => metadata.source === `assemblyai:${id}`)).toBe(true);
    expect(world.asked()).toEqual(before);
  });

  it('whose job fails rejects, with the id, and never becomes an empty document', async () => {
    await using world = await startWorld();
    const loader = new TranscriptLoader(new TextEncoder().encode('this is no audio'), { client: world.client });
    const calls = [() => loader.load(), () => loader.loadAndSplit(), () => loader.lazyLoad().next()];
    for (const call of calls) {
      const error: unknown = await call().catch((reason: unknown) => reason);
      expect(EarmarkError.is(error, 'transcript_failed')).toBe(true);
      expect(error).toMatchObject({ transcriptId: expect.any(String) as string });
    }
  });

  it('that holds no speech becomes no passages', async () => {
    await using world = await startWorld({
      [getTranscript]: [completed('1', { text: '', words: [], utterances: [] })],
    });
    expect(await new TranscriptLoader({ transcriptId: '1' }, { client: world.client }).load()).toEqual([]);
  });

  it('is given up when the caller aborts, with the caller’s own reason', async () => {
    await using world = await startWorld();
    const loader = new TranscriptLoader('https://a', { client: world.client, signal: AbortSignal.abort('enough') });
    expect(await loader.load().catch((reason: unknown) => reason)).toBe('enough');
    expect(world.emulator.journal).toEqual([]);
  });

  it('reports how far it has come', async () => {
    await using world = await startWorld({ [getTranscript]: [completed('1')] });
    const stages: string[] = [];
    const onProgress = ({ stage }: { stage: string }): number => stages.push(stage);
    await new TranscriptLoader({ transcriptId: '1' }, { client: world.client, onProgress }).load();
    expect(stages).toEqual(['completed', 'loaded']);
  });
});

describe('several recordings', () => {
  const sources = [samples.meeting.audio, 'https://example.org/second.mp3'];

  it('are loaded one by one when asked to: the first one’s documents come before the second job is created', async () => {
    await using world = await startWorld();
    const options = { client: world.client, format: 'text', concurrency: 1 } as const;
    const documents = new TranscriptLoader(sources, options).lazyLoad();
    const first = await documents.next();
    expect(first.value).toMatchObject({ metadata: { source: samples.meeting.audio } });
    expect(world.asked()).toEqual(['POST /v2/upload', postTranscript]);
  });

  it('stop where the caller breaks off', async () => {
    await using world = await startWorld();
    for await (const document of new TranscriptLoader(sources, { client: world.client, concurrency: 1 })) {
      expect(document.metadata.source).toBe(samples.meeting.audio);
      break;
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.asked()).toEqual(['POST /v2/upload', postTranscript]);
  });

  it('come together in the order given', async () => {
    await using world = await startWorld({ [getTranscript]: [completed('1'), completed('2')] });
    const loader = new TranscriptLoader([{ transcriptId: '1' }, { transcriptId: '2' }], { client: world.client });
    expect((await loader.load()).map(({ metadata }) => metadata.transcript_id)).toEqual(['1', '2']);
  });

  it('are those given at first, whatever becomes of the list', async () => {
    await using world = await startWorld({ [getTranscript]: [completed('1')] });
    const list: TranscriptSource[] = [{ transcriptId: '1' }];
    const loader = new TranscriptLoader(list, { client: world.client });
    list.push({ transcriptId: '2' });
    expect(await loader.load()).toHaveLength(1);
  });
});

describe('options', () => {
  it('are not changed', async () => {
    await using world = await startWorld({ [getTranscript]: [completed('1')] });
    const params = Object.freeze({ language_code: 'en', keyterms_prompt: Object.freeze(['Julia']) });
    const options = Object.freeze({ client: world.client, params, metadata: Object.freeze({ project: 'beta' }) });
    const before = { ...options };
    const [document] = await new TranscriptLoader('http://127.0.0.1:9/b.mp3', options).load();
    expect(options).toEqual(before);
    expect(document?.metadata).toMatchObject({ project: 'beta', source: 'http://127.0.0.1:9/b.mp3' });
    expect(world.emulator.journal[0]?.json).toEqual({ ...params, audio_url: 'http://127.0.0.1:9/b.mp3' });
  });

  it('a key is not asked for before the first load', async () => {
    const loader = new TranscriptLoader('https://a', { apiKey: '' });
    expect(EarmarkError.is(await loader.load().catch((error: unknown) => error), 'auth')).toBe(true);
  });
});

describe('source', () => {
  it.each([
    ['https://a.org/b.mp3?X-Amz-Signature=secret#t=1', 'https://a.org/b.mp3'],
    ['HTTPS://a.org/b.mp3?X-Amz-Signature=secret', 'HTTPS://a.org/b.mp3'],
    ['https://a.org/b.mp3?X=1\nsecret', 'https://a.org/b.mp3'],
    ['https://me:secret@a.org/b@c.mp3', 'https://a.org/b@c.mp3'],
    [new URL('https://a.org/b%20c.mp3?sig=secret'), 'https://a.org/b%20c.mp3'],
    [{ transcriptId: '1' }, 'assemblyai:1'],
  ])('of %s holds no secret', async (source, name) => {
    const created = { body: { id: '1', status: 'queued', audio_url: 'http://a' } };
    const script = typeof source === 'string' || source instanceof URL ? { [postTranscript]: [created] } : {};
    await using world = await startWorld({ ...script, [getTranscript]: [completed('1')] });
    const [document] = await new TranscriptLoader(source, { client: world.client }).load();
    expect(document?.metadata.source).toBe(name);
    expect(JSON.stringify(document)).not.toContain('secret');
  });
});

describe('loadAndSplit', () => {
  class Halves extends MappingDocumentTransformer {
    async _transformDocument({ pageContent, ...rest }: Document): Promise<Document> {
      return new Document({ ...rest, pageContent: pageContent.slice(0, pageContent.length / 2) });
    }
  }

  it('hands the documents to a splitter, and is load() without one', async () => {
    await using world = await startWorld({ [getTranscript]: [{ ...completed('1'), times: 3 }] });
    const loader = new TranscriptLoader({ transcriptId: '1' }, { client: world.client });
    expect(await loader.loadAndSplit()).toEqual(await loader.load());
    expect((await loader.loadAndSplit(new Halves())).map(({ pageContent }) => pageContent)).toEqual(['Good m']);
  });
});
