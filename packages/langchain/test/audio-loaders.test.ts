import { samples } from '@earmark/emulator';
import { BaseDocumentLoader } from '@langchain/core/document_loaders/base';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  AudioSubtitleLoader,
  AudioTranscriptLoader,
  AudioTranscriptParagraphsLoader,
  AudioTranscriptSentencesLoader,
} from '../src/index.ts';
import { completed, getTranscript, postTranscript, startWorld } from './world.ts';

const { audio } = samples.meeting;

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('shaped as the community package’s', () => {
  it('the transcript is one document, all of it its metadata', async () => {
    await using world = await startWorld();
    const [document, ...others] = await new AudioTranscriptLoader({ audio }, { client: world.client }).load();
    const transcript = await world.client.transcripts.get(document?.metadata.id ?? '');
    expect(others).toEqual([]);
    expect(document?.pageContent).toBe(transcript.text);
    expect(document?.metadata).toEqual(transcript);
  });

  it('paragraphs and sentences are a document each, with what the service says of them', async () => {
    await using world = await startWorld();
    const { client } = world;
    const { id } = await client.transcripts.transcribe(audio);
    const { paragraphs } = await client.transcripts.paragraphs(id);
    const { sentences } = await client.transcripts.sentences(id);
    const ofParagraphs = await new AudioTranscriptParagraphsLoader(id, { client }).load();
    expect(ofParagraphs.map(({ metadata }) => metadata)).toEqual(paragraphs);
    expect(ofParagraphs.map(({ pageContent }) => pageContent)).toEqual(paragraphs.map(({ text }) => text));
    const ofSentences = await new AudioTranscriptSentencesLoader(id, { client }).load();
    expect(ofSentences.map(({ metadata }) => metadata)).toEqual(sentences);
    expect(ofSentences.map(({ pageContent }) => pageContent)).toEqual(sentences.map(({ text }) => text));
  });

  it('captions are one document, srt unless asked otherwise', async () => {
    await using world = await startWorld();
    const { client } = world;
    const [srt] = await new AudioSubtitleLoader({ audio }, undefined, { client }).load();
    expect(srt?.pageContent).toMatch(/^1\n00:00:/);
    const [vtt] = await new AudioSubtitleLoader({ audio }, 'vtt', { client }).load();
    expect(vtt?.pageContent).toMatch(/^WEBVTT/);
    expect(() => new AudioSubtitleLoader({ audio }, 'txt' as 'srt', { client })).toThrow(/`subtitleFormat`/);
  });

  it('they are LangChain loaders, and `audio_url` is `audio` by its older name', async () => {
    await using world = await startWorld({ [getTranscript]: [completed('1')] });
    const audio_url = 'https://example.org/a.mp3';
    const loader = new AudioTranscriptLoader({ audio_url, punctuate: false }, { client: world.client });
    expect(loader).toBeInstanceOf(BaseDocumentLoader);
    expect(await loader.load()).toHaveLength(1);
    const posted = world.emulator.journal.find(({ route }) => route === postTranscript);
    expect(posted?.json).toEqual({ audio_url, punctuate: false });
  });
});

describe('where the community package’s are wrong', () => {
  it('a failed job is an error with its id, not an empty document', async () => {
    await using world = await startWorld({ [postTranscript]: [{ job: { error: 'no audio stream' } }] });
    const loader = new AudioTranscriptLoader({ audio }, { client: world.client });
    await expect(loader.load()).rejects.toMatchObject({ code: 'transcript_failed', serviceMessage: 'no audio stream' });
  });

  it('an id of a job that is still at work is waited for', async () => {
    const processing = { body: { id: '1', status: 'processing', audio_url: 'https://example.org/a.mp3' } };
    await using world = await startWorld({ [getTranscript]: [processing, completed('1')] });
    const [document] = await new AudioTranscriptLoader('1', { client: world.client }).load();
    expect(document?.pageContent).toBe('Good morning.');
  });

  it('a missing key is said at once, not at the first request', () => {
    vi.stubEnv('ASSEMBLYAI_API_KEY', undefined);
    expect(() => new AudioTranscriptLoader({ audio })).toThrow(/ASSEMBLYAI_API_KEY/);
  });

  it.each([[{}], [{ audio: '' }], [{ audio: 7 }], ['']])('no audio at all is said at once: %o', (params) => {
    expect(() => new AudioTranscriptLoader(params as never, { apiKey: 'any' })).toThrow(/`params.audio`/);
  });
});
