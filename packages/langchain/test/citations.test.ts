import { samples } from '@earmark/emulator';
import { Document } from '@langchain/core/documents';
import { describe, expect, it } from 'vitest';
import { type CitationOptions, TranscriptLoader, citationOf, formatCitation, toPlayerCues } from '../src/index.ts';
import { startWorld } from './world.ts';

const said = (metadata: Record<string, unknown> = {}): Document =>
  new Document({
    pageContent: 'Ask not.',
    metadata: { source: 'https://example.org/talk.mp3', speaker: 'A', start_ms: 65_250, end_ms: 67_000, ...metadata },
  });

describe('a citation', () => {
  it('tells quote, speaker, time, and a link that opens the recording there', () => {
    const citation = citationOf(said());
    expect(citation).toEqual({
      quote: 'Ask not.',
      speaker: 'A',
      timecode: '1:05',
      deep_link: 'https://example.org/talk.mp3#t=65.25,67',
    });
    expect(formatCitation(citation)).toBe('“Ask not.” (A, 1:05) https://example.org/talk.mp3#t=65.25,67');
  });

  const linked: readonly [string, CitationOptions, string][] = [
    [
      'of YouTube',
      { url: 'https://www.youtube.com/watch?v=x&list=y' },
      'https://www.youtube.com/watch?v=x&list=y&t=65s',
    ],
    ['of YouTube, shortened', { url: 'https://youtu.be/x?t=3' }, 'https://youtu.be/x?t=65s'],
    ['of Vimeo', { url: 'https://vimeo.com/1#t=9s' }, 'https://vimeo.com/1#t=65s'],
    ['of a host that only looks like one', { url: 'https://notvimeo.com/1' }, 'https://notvimeo.com/1#t=65.25,67'],
    ['of a file', { url: 'talks/jfk.wav' }, 'talks/jfk.wav#t=65.25,67'],
    ['by a template', { url: 'https://a.org/1', link: 'vimeo' }, 'https://a.org/1#t=65s'],
    [
      'of the caller’s',
      { link: ({ url, startMs }) => `${url}?from=${startMs}` },
      'https://example.org/talk.mp3?from=65250',
    ],
  ];

  it.each(linked)('links to a moment %s', (_, options, link) => {
    expect(citationOf(said(), options).deep_link).toBe(link);
  });

  it.each([
    ['bytes', { source: 'assemblyai:1' }],
    ['a file', { source: 'talks/jfk.wav' }],
    [
      'an upload, which only the service can read',
      { source: 'assemblyai:1', audio_url: 'https://cdn.assemblyai.com/upload/1' },
    ],
  ])('of %s has no link, unless it is told where people hear it', (_, metadata) => {
    expect(citationOf(said(metadata)).deep_link).toBeNull();
    expect(citationOf(said(metadata), { url: 'https://a.org/1.mp3' }).deep_link).toBe('https://a.org/1.mp3#t=65.25,67');
  });

  it('of several speakers names none', () => {
    const citation = citationOf(said({ speaker: undefined, source: 'assemblyai:1' }));
    expect(citation).toMatchObject({ speaker: null, deep_link: null });
    expect(formatCitation(citation)).toBe('“Ask not.” (1:05)');
  });

  it('of a document without times is refused by its name', () => {
    expect(() => citationOf(new Document({ pageContent: 'a' }))).toThrow(/`metadata.start_ms`/);
    expect(() => citationOf(said(), { link: 'tiktok' as never })).toThrow(/`link`/);
    expect(() => citationOf(said(), { link: 'toString' as never })).toThrow(/`link`/);
  });
});

it('documents become cues for a player, in spoken order, in seconds', async () => {
  await using world = await startWorld();
  const documents = await new TranscriptLoader(samples.meeting.audio, { client: world.client }).load();
  const cues = toPlayerCues(documents.toReversed());
  expect(cues.map(({ text }) => text)).toEqual(documents.map(({ pageContent }) => pageContent));
  expect(cues[0]).toEqual({
    id: documents[0]?.id,
    startTime: (documents[0]?.metadata.start_ms ?? 0) / 1000,
    endTime: (documents[0]?.metadata.end_ms ?? 0) / 1000,
    text: documents[0]?.pageContent,
    speaker: 'A',
  });
});
