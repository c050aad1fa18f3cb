import { samples } from '@earmark/emulator';
import { Document } from '@langchain/core/documents';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import { describe, expect, it } from 'vitest';
import { AudioTranscriptLoader, TranscriptLoader, TranscriptSplitter, keepTimes } from '../src/index.ts';
import { completed, startWorld } from './world.ts';

const { audio, words: spoken } = samples.meeting;

describe('documents that carry words', () => {
  it('of the drop-in loader are cut by speaker and time, and lose the transcript they dragged along', async () => {
    await using world = await startWorld();
    const whole = await new AudioTranscriptLoader({ audio, speaker_labels: true }, { client: world.client }).load();
    const chunks = await new TranscriptSplitter({ seconds: 20 }).transformDocuments(whole);
    const id = whole[0]?.metadata.id ?? '';
    const said = chunks.map(({ pageContent }) => pageContent.replaceAll(/^[A-Z]: /gm, '')).join(' ');
    expect(said.split(/\s+/)).toEqual(spoken.map(({ text }) => text));
    for (const { metadata } of chunks) {
      expect(metadata).toMatchObject({ transcript_id: id, status: 'completed' });
      expect(Object.keys(metadata)).not.toContain('words');
      expect(JSON.stringify(metadata).length).toBeLessThan(1000);
    }
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(chunks.length);
  });

  it('that carry none are refused, with their place in the list', async () => {
    const documents = [new Document({ pageContent: 'a', metadata: { words: [] } }), new Document({ pageContent: 'b' })];
    await expect(new TranscriptSplitter().transformDocuments(documents)).rejects.toThrow(
      /documents\[1\]\.metadata\.words/,
    );
  });
});

describe('what a splitter of the caller’s cuts', () => {
  const characters = new RecursiveCharacterTextSplitter({ chunkSize: 60, chunkOverlap: 20, keepSeparator: true });

  it('keeps the times and the speaker of its own words', async () => {
    await using world = await startWorld();
    const { id: transcriptId } = await world.client.transcripts.transcribe(audio, { speaker_labels: true });
    const loader = new TranscriptLoader({ transcriptId }, { client: world.client, format: 'text' });
    const pieces = await loader.loadAndSplit(characters);
    expect(pieces.length).toBeGreaterThan(9);
    for (const { pageContent, metadata } of pieces) {
      const first = spoken.findIndex(({ start }) => start === metadata['start_ms']);
      const last = spoken.findLastIndex(({ end }) => end === metadata['end_ms']);
      const said = spoken
        .slice(first, last + 1)
        .map(({ text }) => text)
        .join(' ');
      expect(said).toContain(pageContent.trim());
      expect(said.length).toBeLessThanOrEqual(60 + 30);
      const speakers = new Set(spoken.slice(first, last + 1).map(({ speaker }) => speaker));
      expect(metadata['speaker']).toBe(speakers.size === 1 ? [...speakers][0] : undefined);
      expect(metadata).not.toHaveProperty('words');
    }
    const ids = pieces.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await loader.loadAndSplit(characters)).map(({ id }) => id)).toEqual(ids);
  });

  it('without being in its document letter by letter keeps the times it was given', async () => {
    const shouting = new RecursiveCharacterTextSplitter({ chunkSize: 1000 });
    shouting.splitText = (text) => Promise.resolve([text.toUpperCase()]);
    const words = completed('1').body['words'];
    const document = new Document({ pageContent: 'Good morning.', metadata: { words, start_ms: 1, end_ms: 2 } });
    const [piece] = await keepTimes(shouting).transformDocuments([document]);
    expect(piece).toMatchObject({ pageContent: 'GOOD MORNING.', metadata: { start_ms: 1, end_ms: 2 } });
  });

  it('of other documents is left alone', async () => {
    const document = new Document({ pageContent: 'Good morning.', metadata: { page: 3 } });
    const [piece] = await keepTimes(characters).transformDocuments([document]);
    expect(piece).toMatchObject({ pageContent: 'Good morning.', metadata: { page: 3 } });
  });
});
