import { samples } from '@earmark/emulator';
import { EarmarkError } from '@earmark/core';
import { validate } from '@langchain/core/utils/uuid';
import { describe, expect, it } from 'vitest';
import { type DocumentFormat, type TranscriptDocument, TranscriptLoader } from '../src/index.ts';
import { type World, completed, getTranscript, startWorld } from './world.ts';

/** Those that hold what was said, and nothing else. */
const spoken: readonly DocumentFormat[] = ['text', 'utterances', 'chunks', 'sentences', 'paragraphs', 'chapters'];
const formats: readonly DocumentFormat[] = [...spoken, 'srt', 'vtt', 'all'];

async function load(world: World, transcriptId: string, format: DocumentFormat): Promise<TranscriptDocument[]> {
  return await new TranscriptLoader({ transcriptId }, { client: world.client, format }).load();
}

async function meeting(world: World): Promise<string> {
  const params = { speaker_labels: true, auto_chapters: true };
  const { id } = await world.client.transcripts.transcribe(samples.meeting.audio, params);
  return id;
}

it.each(spoken)('documents of %s hold every word once, in order', async (format) => {
  await using world = await startWorld();
  const documents = await load(world, await meeting(world), format);
  const said = documents.flatMap(({ pageContent }) => pageContent.replaceAll(/^[A-Z]: /gm, '').split(/\s+/));
  expect(said).toEqual(samples.meeting.words.map(({ text }) => text));
});

describe.each(formats)('documents of %s', (format) => {
  it('have ids that are UUIDs, unique, and the same at every load', async () => {
    await using world = await startWorld();
    const id = await meeting(world);
    const ids = (await load(world, id, format)).map((document) => document.id);
    expect(ids.every((one) => validate(one))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await load(world, id, format)).map((document) => document.id)).toEqual(ids);
  });

  it('have flat metadata of less than a kilobyte, the same at every load', async () => {
    await using world = await startWorld();
    const id = await meeting(world);
    const documents = await load(world, id, format);
    expect(documents.length).toBeGreaterThan(0);
    for (const { metadata } of documents) {
      const values = Object.values(metadata);
      expect(values.every((value) => typeof value === 'string' || typeof value === 'number')).toBe(true);
      expect(JSON.stringify(metadata).length).toBeLessThan(1000);
    }
    expect(JSON.stringify(await load(world, id, format))).toBe(JSON.stringify(documents));
  });

  it('say which transcript they are of, and where in it', async () => {
    await using world = await startWorld();
    const id = await meeting(world);
    const documents = await load(world, id, format);
    expect(documents[0]?.metadata).toMatchObject({ transcript_id: id, start_ms: samples.meeting.words[0]?.start });
    expect(documents.at(-1)?.metadata.end_ms).toBe(samples.meeting.words.at(-1)?.end);
    expect(documents.map(({ metadata }) => metadata.chunk_index)).toEqual(documents.map((_, at) => at));
    expect(documents.every(({ metadata }) => metadata.end_ms > metadata.start_ms)).toBe(true);
  });
});

it('ids of two recordings, and of two formats, differ', async () => {
  await using world = await startWorld({ [getTranscript]: ['1', '2', '1'].map((id) => completed(id)) });
  const ids = [await load(world, '1', 'text'), await load(world, '2', 'text'), await load(world, '1', 'chunks')];
  expect(new Set(ids.flat().map(({ id }) => id)).size).toBe(3);
});

it('ids differ when two channels begin to speak at once', async () => {
  const said = { start: 0, end: 500, confidence: 1, words: [] };
  const utterances = [
    { ...said, text: 'Hello?', speaker: '1' },
    { ...said, text: 'Hello!', speaker: '2' },
  ];
  await using world = await startWorld({ [getTranscript]: [completed('1', { utterances })] });
  const ids = (await load(world, '1', 'utterances')).map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
});

describe('text', () => {
  it('is one document of the service’s own text, of no single speaker', async () => {
    await using world = await startWorld({ [getTranscript]: [completed('1', { text: 'As  sent.' })] });
    const [document, ...others] = await load(world, '1', 'text');
    expect(others).toEqual([]);
    expect(document?.pageContent).toBe('As  sent.');
    expect(document?.metadata).toEqual({
      source: 'assemblyai:1',
      transcript_id: '1',
      audio_url: 'https://example.org/a.mp3',
      start_ms: 100,
      end_ms: 700,
      timecode: '0:00',
      chunk_index: 0,
    });
  });
});

describe('utterances', () => {
  it('are one document per turn', async () => {
    await using world = await startWorld();
    const speakers = (await load(world, await meeting(world), 'utterances')).map(({ metadata }) => metadata.speaker);
    expect(speakers.length).toBeGreaterThan(5);
    expect(speakers.every((speaker, at) => speaker !== speakers[at + 1])).toBe(true);
  });

  it.each([
    ['null', { utterances: null }],
    ['absent', {}],
  ])('that are %s are a clear error, with the id', async (_, more) => {
    await using world = await startWorld({ [getTranscript]: [completed('1', more)] });
    const error: unknown = await load(world, '1', 'utterances').catch((reason: unknown) => reason);
    expect(EarmarkError.is(error, 'unsupported')).toBe(true);
    expect(error).toMatchObject({ transcriptId: '1', message: expect.stringContaining('`speaker_labels`') as string });
  });
});

it('metadata of the caller’s cannot hide what the document is about', async () => {
  await using world = await startWorld({ [getTranscript]: [completed('1')] });
  const metadata = { transcript_id: 'mine', source: 'mine', start_ms: -1, project: 'beta' };
  const [document] = await new TranscriptLoader({ transcriptId: '1' }, { client: world.client, metadata }).load();
  expect(document?.metadata).toMatchObject({
    transcript_id: '1',
    source: 'assemblyai:1',
    start_ms: 100,
    project: 'beta',
  });
});
