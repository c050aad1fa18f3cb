import { readFile } from 'node:fs/promises';
import { AssemblyAI, type Transcript } from 'assemblyai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode, toMono } from '../src/audio/decode.ts';
import { type Emulator, samples, startEmulator } from '../src/index.ts';
import { toWav } from './wav.ts';

// AssemblyAI's own Node SDK, as published, and nothing between it and the emulator.
let emulator: Emulator;
let client: AssemblyAI;
let transcript: Transcript;
const audio = samples.meeting.audio;
const polling = { pollingInterval: 20, pollingTimeout: 30_000 };

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures' });
  const { url: baseUrl, syncUrl: syncBaseUrl } = emulator;
  // This SDK adds `/v1` to the gateway's address by itself, and asks the streaming host for tokens over HTTP.
  const others = { streamingBaseUrl: baseUrl, llmGatewayBaseUrl: baseUrl };
  client = new AssemblyAI({ apiKey: 'any-key', baseUrl, syncBaseUrl, ...others });
  transcript = await client.transcripts.transcribe({ audio, speaker_labels: true }, polling);
});
afterAll(() => emulator.close());

describe('the official SDK, unchanged:', () => {
  it('files.upload', async () => {
    expect(await client.files.upload(audio)).toMatch(/\/upload\//);
    expect(await client.files.upload(await readFile(audio))).toMatch(/\/upload\//);
  });

  it('transcripts.transcribe', () => {
    expect(transcript.status).toBe('completed');
    expect(transcript.words).toEqual(samples.meeting.words);
    expect(new Set(transcript.utterances?.map(({ speaker }) => speaker)).size).toBe(2);
  });

  it('transcripts.submit, and waitUntilReady', async () => {
    const { id, status } = await client.transcripts.submit({ audio });
    expect(status).toBe('queued');
    expect((await client.transcripts.waitUntilReady(id, polling)).text).toBe(transcript.text);
  });

  it('transcripts.get', async () => {
    expect(await client.transcripts.get(transcript.id)).toEqual(transcript);
  });

  it('transcripts.subtitles', async () => {
    expect(await client.transcripts.subtitles(transcript.id, 'srt')).toMatch(/^1\n00:00:\d\d,\d{3} --> /);
    expect(await client.transcripts.subtitles(transcript.id, 'vtt', 32)).toMatch(/^WEBVTT\n/);
  });

  it('a refusal arrives in the service’s words', async () => {
    await expect(client.transcripts.get('unknown')).rejects.toThrow('Transcript lookup error, transcript id not found');
  });

  it('llmGateway.chatCompletions', async () => {
    const content = 'The release is on Friday.\nWhen is the release?';
    const answer = await client.llmGateway.chatCompletions({ model: 'any', messages: [{ role: 'user', content }] });
    expect(answer.choices[0]?.message.content).toContain('The release is on Friday.');
  });

  it('llmGateway.listModels', async () => {
    expect((await client.llmGateway.listModels()).data.length).toBeGreaterThan(0);
  });
});

// Each step needs an endpoint of its own, and says which.
describe('the official SDK, unchanged, on the rest of the API:', () => {
  it('transcripts.list (GET /v2/transcript)', async () => {
    const { transcripts, page_details } = await client.transcripts.list({ limit: 1 });
    expect(transcripts).toHaveLength(1);
    expect(transcripts[0]).toMatchObject({ status: expect.stringMatching(/^(queued|processing|completed)$/) });
    expect(page_details).toMatchObject({ limit: 1, result_count: 1 });
  });

  it('transcripts.sentences (GET /v2/transcript/{transcript_id}/sentences)', async () => {
    const { sentences, id } = await client.transcripts.sentences(transcript.id);
    expect(id).toBe(transcript.id);
    expect(sentences.map(({ text }) => text).join(' ')).toBe(transcript.text);
  });

  it('transcripts.paragraphs (GET /v2/transcript/{transcript_id}/paragraphs)', async () => {
    const { paragraphs } = await client.transcripts.paragraphs(transcript.id);
    expect(paragraphs.map(({ text }) => text).join(' ')).toBe(transcript.text);
  });

  it('transcripts.wordSearch (GET /v2/transcript/{transcript_id}/word-search)', async () => {
    const word = (samples.meeting.words[1]?.text ?? '').toLowerCase().replaceAll(/[^a-z]/g, '');
    const { matches, total_count } = await client.transcripts.wordSearch(transcript.id, [word]);
    expect(total_count).toBeGreaterThan(0);
    expect(matches[0]?.text).toBe(word);
    expect(matches[0]?.indexes).toContain(1);
  });

  it('transcripts.redactedAudio (GET /v2/transcript/{transcript_id}/redacted-audio)', async () => {
    const wanted = { redact_pii: true, redact_pii_audio: true, redact_pii_policies: ['person_name' as const] };
    const { id } = await client.transcripts.transcribe({ audio, ...wanted }, polling);
    const { status, redacted_audio_url } = await client.transcripts.redactedAudio(id);
    expect(status).toBe('redacted_audio_ready');
    const file = await (await client.transcripts.redactedAudioFile(id)).arrayBuffer();
    expect(file.byteLength).toBeGreaterThan(1_000);
    expect((await fetch(redacted_audio_url)).status).toBe(200);
  });

  it('transcripts.delete (DELETE /v2/transcript/{transcript_id})', async () => {
    const { id } = await client.transcripts.transcribe({ audio }, polling);
    expect((await client.transcripts.delete(id)).id).toBe(id);
    expect((await client.transcripts.get(id)).text).not.toBe(transcript.text);
  });

  it('llmGateway.understanding (POST /v1/understanding)', async () => {
    const request = { speaker_identification: { speaker_type: 'name', known_values: ['Anna', 'Ben'] } };
    const answer = await client.llmGateway.understanding({
      transcript_id: transcript.id,
      speech_understanding: { request },
    });
    expect(answer).toHaveProperty('speech_understanding');
  });

  it('streaming.createTemporaryToken (GET /v3/token)', async () => {
    const wanted = { expires_in_seconds: 60, max_session_duration_seconds: 600 };
    expect(await client.streaming.createTemporaryToken(wanted)).toMatch(/^[\w-]{2000,}$/);
  });

  it('sync.transcribe (POST /v1/transcribe)', async () => {
    const sound = await decode(audio);
    if (sound === undefined) throw new Error('the bundled recording cannot be decoded');
    const answer = await client.sync.transcribe(toWav([toMono(sound)], sound.sampleRate));
    expect(answer.text).toBe(transcript.text);
    expect(answer.words).toHaveLength(samples.meeting.words.length);
  });
});
