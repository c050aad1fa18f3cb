import { readFile } from 'node:fs/promises';
import { AssemblyAI, type Transcript } from 'assemblyai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, samples, startEmulator } from '../src/index.ts';

// AssemblyAI's own Node SDK, as published, and nothing between it and the emulator.
let emulator: Emulator;
let client: AssemblyAI;
let transcript: Transcript;
const audio = samples.meeting.audio;
const polling = { pollingInterval: 20, pollingTimeout: 30_000 };

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures' });
  const { url: baseUrl, syncUrl: syncBaseUrl, streamingUrl: streamingBaseUrl } = emulator;
  // This SDK adds `/v1` to the gateway's address by itself.
  client = new AssemblyAI({ apiKey: 'any-key', baseUrl, syncBaseUrl, streamingBaseUrl, llmGatewayBaseUrl: baseUrl });
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
