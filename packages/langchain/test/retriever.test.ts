import { samples } from '@earmark/emulator';
import type { CompletedTranscript } from '@earmark/core';
import { Document, type DocumentInterface } from '@langchain/core/documents';
import { describe, expect, it } from 'vitest';
import { TranscriptLoader, TranscriptRetriever } from '../src/index.ts';
import { type World, completed, getTranscript, startWorld } from './world.ts';

const wordSearch = 'GET /v2/transcript/{transcript_id}/word-search';

async function meeting({ client }: World): Promise<CompletedTranscript> {
  return await client.transcripts.transcribe(samples.meeting.audio, { speaker_labels: true });
}

const textsOf = (found: readonly DocumentInterface[]) => found.map(({ pageContent }) => pageContent);

/** A transcript whose words are a second apart. */
function transcriptOf(id: string, text: string, speaker = 'A'): CompletedTranscript {
  const words = text.split(' ').map((word, at) => {
    const start = at * 1000;
    return { text: word, start, end: start + 900, confidence: 1, speaker };
  });
  return {
    id,
    status: 'completed',
    audio_url: 'https://example.org/a.mp3',
    text,
    words,
    confidence: 1,
    audio_duration: 9,
  };
}

describe('a question', () => {
  it('finds what answers it first, with who said it, where and when', async () => {
    await using world = await startWorld();
    const transcript = await meeting(world);
    const retriever = new TranscriptRetriever({ transcripts: [transcript], k: 2 });
    const [best, ...others] = await retriever.invoke('How much is the budget for the recording studio?');
    expect(best?.pageContent).toMatch(/^The budget for the recording studio/);
    expect(best?.metadata).toEqual({
      source: `assemblyai:${transcript.id}`,
      transcript_id: transcript.id,
      audio_url: transcript.audio_url,
      chunk_index: 5,
      speaker: 'B',
      start_ms: 19_254,
      confidence: 1,
      end_ms: expect.any(Number) as number,
      timecode: '0:19',
      language_code: expect.any(String) as string,
    });
    expect(others.length).toBeLessThanOrEqual(1);
  });

  it.each([
    ['a beginning', 'Is there a document?', 'And the documents?'],
    ['a slip', 'Who is the supprt team?', 'the support team'],
    ['capitals and possessives', "What is MARIA's part?", 'Maria writes'],
  ])('forgives %s', async (_, question, expected) => {
    await using world = await startWorld();
    const [best] = await new TranscriptRetriever({ transcripts: [await meeting(world)] }).invoke(question);
    expect(best?.pageContent).toContain(expected);
  });

  it('that shares no word with anything finds nothing', async () => {
    const retriever = new TranscriptRetriever({ transcripts: [transcriptOf('a', 'We ship on Tuesday.')] });
    expect(await retriever.invoke('Zebra?')).toEqual([]);
  });

  it('made of empty words alone still finds them', async () => {
    const retriever = new TranscriptRetriever({ transcripts: [transcriptOf('a', 'To be or not to be.')] });
    expect(textsOf(await retriever.invoke('to be'))).toEqual(['To be or not to be.']);
  });
});

describe('what is searched', () => {
  it('can be documents, whatever else their metadata says, and no document twice', async () => {
    await using world = await startWorld();
    const loader = new TranscriptLoader(samples.meeting.audio, { client: world.client, metadata: { project: 'beta' } });
    const documents = await loader.load();
    const note = new Document({ pageContent: 'A budget of one’s own.', metadata: { source: 'note' } });
    const retriever = new TranscriptRetriever({ documents: [...documents, ...documents, note], k: 9 });
    const found = await retriever.invoke('budget');
    expect(found.map(({ metadata }) => metadata['project'] as unknown)).toEqual(
      expect.arrayContaining(['beta', undefined]),
    );
    expect(found).toHaveLength(2);
  });

  it('can be one speaker’s words', async () => {
    await using world = await startWorld();
    const transcripts = [await meeting(world)];
    const speakers = async (...only: string[]) =>
      (await new TranscriptRetriever({ transcripts, speakers: only, k: 9 }).invoke('good day risk')).map(
        ({ metadata }) => metadata['speaker'] as unknown,
      );
    expect(new Set(await speakers('A'))).toEqual(new Set(['A']));
    expect(new Set(await speakers('B'))).toEqual(new Set(['B']));
    expect(await speakers('C')).toEqual([]);
  });

  it('can be a stretch of time', async () => {
    await using world = await startWorld();
    const transcripts = [await meeting(world)];
    const startsOf = async (fromMs: number | undefined, toMs: number | undefined) =>
      (await new TranscriptRetriever({ transcripts, fromMs, toMs, k: 9 }).invoke('good morning day')).map(
        ({ metadata }) => Number(metadata['start_ms']),
      );
    const all = await startsOf(undefined, undefined);
    expect(Math.min(...all)).toBe(400);
    expect(Math.max(...all)).toBeGreaterThan(50_000);
    expect(Math.max(...(await startsOf(undefined, 5_000)))).toBeLessThan(5_000);
    expect(Math.min(...(await startsOf(50_000, undefined)))).toBeGreaterThan(50_000);
  });

  it('names its source as it is told', async () => {
    const transcripts = [transcriptOf('a', 'We ship on Tuesday.')];
    const retriever = new TranscriptRetriever({ transcripts, sourceOf: ({ id }) => `meetings/${id}.mp3` });
    expect(await retriever.invoke('ship')).toMatchObject([
      { metadata: { source: 'meetings/a.mp3', transcript_id: 'a' } },
    ]);
  });

  it.each([
    ['nothing', {}, /`transcripts`, `transcriptIds` or `documents`/],
    ['no passage', { documents: [], k: 0 }, /`k` must be/],
    ['no time', { documents: [], fromMs: 2, toMs: 1 }, /`fromMs`/],
  ])('cannot be %s', (_, fields, message) => {
    expect(() => new TranscriptRetriever(fields)).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringMatching(message) as string }),
    );
  });
});

describe('transcripts by id', () => {
  it('are fetched once, at the first question', async () => {
    await using world = await startWorld();
    const { id } = await meeting(world);
    const before = world.emulator.journal.length;
    const retriever = new TranscriptRetriever({ transcriptIds: [id], client: world.client });
    expect(world.emulator.journal).toHaveLength(before);
    const [one, two] = await Promise.all([retriever.invoke('budget'), retriever.invoke('budget')]);
    expect(textsOf(one)).toEqual(textsOf(two));
    expect(one).not.toEqual([]);
    expect(world.emulator.journal).toHaveLength(before + 1);
  });

  it('that could not be fetched are an error, and are fetched again for the next question', async () => {
    const broken = { status: 401, body: { error: 'Authentication error' } };
    await using world = await startWorld({ [getTranscript]: [broken, completed('a')] });
    const retriever = new TranscriptRetriever({ transcriptIds: ['a'], client: world.client });
    await expect(retriever.invoke('morning')).rejects.toMatchObject({ code: 'auth' });
    expect(textsOf(await retriever.invoke('morning'))).toEqual(['Good morning.']);
  });

  it('are fetched only where the service finds a word of the question, with `wordSearch`', async () => {
    const counts: Record<string, number> = { a: 0, b: 1 };
    await using world = await startWorld(({ route, path }) => {
      const id = path.split('/')[3]?.split('?')[0] ?? '';
      if (route === wordSearch) return { body: { id, total_count: counts[id], matches: [] } };
      return route === getTranscript ? completed(id) : undefined;
    });
    const retriever = new TranscriptRetriever({ transcriptIds: ['a', 'b'], client: world.client, wordSearch: true });
    const found = await retriever.invoke('Who said good morning?');
    expect(found.map(({ metadata }) => metadata['transcript_id'] as unknown)).toEqual(['b']);
    const paths = world.emulator.journal.map(({ path }) => path);
    expect(paths).toContain('/v2/transcript/a/word-search?words=said%2Cgood%2Cmorning');
    expect(paths).not.toContain('/v2/transcript/a');
  });

  it('end with the caller’s reason', async () => {
    await using world = await startWorld({ [getTranscript]: [{ hang: true }] });
    const controller = new AbortController();
    const reason = new RangeError('enough');
    const fields = { transcriptIds: ['a'], client: world.client, signal: controller.signal };
    const asked = new TranscriptRetriever(fields).invoke('morning').catch((error: unknown) => error);
    controller.abort(reason);
    expect(await asked).toBe(reason);
  });
});
