import { samples } from '@earmark/emulator';
import { EarmarkError } from '@earmark/core';
import { describe, expect, it } from 'vitest';
import { TranscriptLoader } from '../src/index.ts';
import { completed, getTranscript, startWorld } from './world.ts';

const { audio } = samples.meeting;

describe('sentences and paragraphs', () => {
  it.each(['sentences', 'paragraphs'] as const)('%s are cut where the service cuts them', async (format) => {
    await using world = await startWorld();
    const params = { speaker_labels: true };
    const documents = await new TranscriptLoader(audio, { client: world.client, params, format }).load();
    const id = documents[0]?.metadata.transcript_id ?? '';
    const cut =
      format === 'sentences'
        ? (await world.client.transcripts.sentences(id)).sentences
        : (await world.client.transcripts.paragraphs(id)).paragraphs;
    const cuts = cut.map(({ text, start, end }) => [text, start, end]);
    expect(documents.map(({ pageContent, metadata: m }) => [pageContent, m.start_ms, m.end_ms])).toEqual(cuts);
    expect(cuts.length).toBeGreaterThan(3);
  });

  it('a paragraph in which two speak has no speaker', async () => {
    const said = { start: 0, end: 900, confidence: 1 };
    const words = ['A', 'B'].map((speaker, at) => ({ ...said, text: 'Yes.', start: at * 400, speaker }));
    const paragraphs = [
      { ...said, text: 'Yes. Yes.', words },
      { ...said, start: 1000, text: 'Yes.', words: [words[1]] },
    ];
    await using world = await startWorld({
      [getTranscript]: [completed('1')],
      'GET /v2/transcript/{transcript_id}/paragraphs': [{ body: { id: '1', confidence: 1, paragraphs } }],
    });
    const documents = await new TranscriptLoader(
      { transcriptId: '1' },
      { client: world.client, format: 'paragraphs' },
    ).load();
    expect(documents.map(({ metadata }) => metadata.speaker)).toEqual([undefined, 'B']);
  });
});

describe('chapters', () => {
  const words = ['One', 'two.', 'Three', 'four.'].map((text, at) => {
    return { text, start: at * 1000, end: at * 1000 + 900, confidence: 1, speaker: at < 3 ? 'A' : 'B' };
  });
  const chapter = { summary: 's', gist: 'g' };
  const chapters = [
    { ...chapter, headline: 'Low numbers', start: 0, end: 2000 },
    { ...chapter, headline: `${'High '.repeat(99)}numbers`, start: 2000, end: 3900 },
    { ...chapter, headline: 'Silence', start: 9000, end: 9900 },
  ];

  it('are what was said in them, with their headlines as titles that are not too long', async () => {
    const loader = TranscriptLoader.fromTranscript({ ...completed('1').body, words, chapters } as never, {
      format: 'chapters',
    });
    const [low, high, ...others] = await loader.load();
    expect(others).toEqual([]);
    expect(low).toMatchObject({
      pageContent: 'One two.',
      metadata: { title: 'Low numbers', start_ms: 0, speaker: 'A' },
    });
    expect(high?.pageContent).toBe('A: Three\nB: four.');
    expect(high?.metadata.title).toHaveLength(200);
    expect(high?.metadata.speaker).toBeUndefined();
  });

  it('name the chunks within them', async () => {
    const transcript = { ...completed('1').body, words, chapters: chapters.slice(0, 1) } as never;
    const documents = await TranscriptLoader.fromTranscript(transcript, { chunk: { seconds: 2 } }).load();
    expect(documents.map(({ metadata }) => metadata.title)).toEqual(['Low numbers', undefined]);
  });

  it('that were not asked for are a clear error, with the id', async () => {
    await using world = await startWorld({ [getTranscript]: [completed('1')] });
    const loader = new TranscriptLoader({ transcriptId: '1' }, { client: world.client, format: 'chapters' });
    const error: unknown = await loader.load().catch((reason: unknown) => reason);
    expect(EarmarkError.is(error, 'unsupported')).toBe(true);
    expect(error).toMatchObject({ transcriptId: '1', message: expect.stringContaining('`auto_chapters`') as string });
  });
});

describe('captions', () => {
  it.each([
    ['srt', /^1\n00:00:0\d,\d{3} --> /],
    ['vtt', /^WEBVTT\n/],
  ] as const)('%s are one document: the service’s own file', async (format, begins) => {
    await using world = await startWorld();
    const [document, ...others] = await new TranscriptLoader(audio, { client: world.client, format }).load();
    expect(others).toEqual([]);
    expect(document?.pageContent).toMatch(begins);
    const id = document?.metadata.transcript_id ?? '';
    expect(document?.pageContent).toBe(await world.client.transcripts.subtitles(id, format));
  });
});

describe('all', () => {
  const utterances = [{ text: 'Good morning.', start: 100, end: 700, confidence: 1, speaker: 'A', words: [] }];
  const transcript = { ...completed('1', { utterances, summary: 'A greeting.' }).body } as never;

  it('is the transcription, its summary and the turns, apart in `loadLists`', async () => {
    const loader = TranscriptLoader.fromTranscript(transcript);
    const lists = await loader.loadLists();
    const texts = Object.entries(lists).map(([name, documents]) => [name, documents.map((one) => one.pageContent)]);
    expect(Object.fromEntries(texts)).toEqual({
      transcription: ['Good morning.'],
      summarization: ['A greeting.'],
      speaker_labels: ['Good morning.'],
    });
    expect(lists.speaker_labels?.[0]?.metadata).toMatchObject({ speaker: 'A', list: 'speaker_labels' });
  });

  it('misses the lists that were not asked for', async () => {
    const { body } = completed('1');
    expect(Object.keys(await TranscriptLoader.fromTranscript(body as never).loadLists())).toEqual(['transcription']);
  });
});

it('a recording in which nothing was said has no documents, in any format, and nothing is fetched for it', async () => {
  const silent = completed('1', { words: [], text: '', utterances: [], chapters: [] });
  for (const format of ['text', 'chunks', 'sentences', 'paragraphs', 'utterances', 'chapters', 'srt', 'all'] as const) {
    await using world = await startWorld({ [getTranscript]: [silent] });
    expect(await new TranscriptLoader({ transcriptId: '1' }, { client: world.client, format }).load()).toEqual([]);
    expect(world.asked()).toEqual([]);
  }
});

it('an unknown format is a clear error, before anything is asked', async () => {
  const loader = TranscriptLoader.fromTranscript(completed('1').body as never, { format: 'words' as never });
  await expect(loader.load()).rejects.toThrow(/`format` must be one of text, .*; it was words/);
});

describe('a transcript at hand', () => {
  it('becomes the same documents as the one at the service, and asks for nothing', async () => {
    await using world = await startWorld();
    const { client } = world;
    const transcript = await client.transcripts.transcribe(audio, { speaker_labels: true });
    const before = world.emulator.journal.length;
    const documents = await TranscriptLoader.fromTranscript(transcript).load();
    expect(world.emulator.journal).toHaveLength(before);
    expect(documents).toEqual(await new TranscriptLoader({ transcriptId: transcript.id }, { client }).load());
  });

  it.each([
    ['that is not done', { status: 'processing' }, 'not_ready'],
    ['that failed', { status: 'error', error: 'no speech' }, 'transcript_failed'],
    ['that was deleted', { audio_url: 'http://deleted_by_user' }, 'gone'],
  ])('%s is an error, not an empty document', async (_, more, code) => {
    const { body } = completed('1', more);
    await expect(TranscriptLoader.fromTranscript(body as never).load()).rejects.toMatchObject({ code });
  });
});
