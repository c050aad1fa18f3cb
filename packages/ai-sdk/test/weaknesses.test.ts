import { readFile } from 'node:fs/promises';
import { createWebhookReceiver } from '@earmark/core';
import { everythingIn } from '@earmark/conformance';
import { samples } from '@earmark/emulator';
import { APICallError, experimental_streamTranscribe as streamTranscribe, transcribe } from 'ai';
import { describe, expect, it } from 'vitest';
import { createEarmark } from '../src/index.ts';
import { causeOf, completed, created, key, looked, reasonOf, startWorld, submitted, uploaded } from './world.ts';

const url = new URL('https://recordings.example/a.mp3');
const done = { [submitted]: [created], [looked]: [completed()] };

// What goes wrong elsewhere, one test for each.
describe('what a provider of transcription gets wrong', () => {
  it('W1: the address is a setting, and so is the region', async () => {
    await using world = await startWorld(done, { isReal: true });
    expect(world.settings.client).toBeUndefined();
    await transcribe({ model: world.provider.transcription(), audio: url });
    expect(world.count(submitted)).toBe(1);

    const hosts: string[] = [];
    const refuse: typeof fetch = (asked) => {
      hosts.push(new URL(asked instanceof Request ? asked.url : asked).host);
      return Promise.resolve(Response.json({ error: 'no' }, { status: 401 }));
    };
    const eu = createEarmark({ apiKey: key, region: 'eu', fetch: refuse });
    const error = await reasonOf(transcribe({ model: eu.transcription(), audio: url }));
    expect(hosts).toEqual(['api.eu.assemblyai.com']);
    expect(error).toMatchObject({ url: 'https://api.eu.assemblyai.com/v2/transcript', statusCode: 401 });
  });

  it('W2: a URL is neither downloaded nor uploaded, a private address included', async () => {
    await using world = await startWorld(done);
    const audio = new URL('http://127.0.0.1:9/never-asked.mp3');
    await transcribe({ model: world.provider.transcription(), audio });
    expect(world.count(uploaded)).toBe(0);
    expect(world.sent(submitted)[0]?.['audio_url']).toBe(audio.href);
  });

  it('W3: an HTTP error of a look is an APICallError with the job’s id, and costs no second job', async () => {
    await using world = await startWorld({
      [submitted]: [created],
      [looked]: [{ status: 403, body: { error: 'No' } }],
    });
    const error = await reasonOf(transcribe({ model: world.provider.transcription(), audio: url, maxRetries: 5 }));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ name: 'AI_APICallError', isRetryable: false, statusCode: 403 });
    expect(error).toMatchObject({ data: { code: 'account', transcriptId: 'job-1' } });
    expect(causeOf(error).transcriptId).toBe('job-1');
    expect(world.count(submitted)).toBe(1);
  });

  it('W4: the service’s own words are in the message', async () => {
    const body = { error: 'Your current account balance is negative.' };
    await using world = await startWorld({ [submitted]: [{ status: 400, body }] });
    const error = await reasonOf(transcribe({ model: world.provider.transcription(), audio: url }));
    expect(String(error)).toContain(body.error);
    expect(error).toMatchObject({ data: { code: 'account', serviceMessage: body.error } });
  });

  it('W5: base64 is decoded, and uploaded as the bytes it stands for', async () => {
    await using world = await startWorld();
    const bytes = await readFile(samples.meeting.audio);
    const audio = bytes.toString('base64');
    const { text } = await world.provider.transcription().doGenerate({ audio, mediaType: 'audio/wav' });
    expect(text).toContain('beta');
    const uploads = world.emulator.journal.filter(({ route }) => route === uploaded);
    expect(uploads.map((entry) => entry.bytes)).toEqual([bytes.byteLength]);
  });

  it('W6: an abort ends the wait at once, and the pauses are a setting', async () => {
    const waiting = { body: { id: 'job-1', status: 'processing', audio_url: url.href }, times: 60 };
    const script = { [submitted]: [created], [looked]: [waiting, completed()] };
    await using world = await startWorld(script, { isReal: true, pollIntervalMs: 10 });
    const startedMs = performance.now();
    await transcribe({ model: world.provider.transcription(), audio: url });
    // At the pauses that it chooses by itself, so many looks take a minute.
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    const stop = AbortSignal.abort();
    const error = await reasonOf(transcribe({ model: world.provider.transcription(), audio: url, abortSignal: stop }));
    expect(error).toBe(stop.reason);
    expect(world.count(submitted)).toBe(1);
  });

  it('W7: an option that is not known is a warning; one by the API’s own name goes into `extra`', async () => {
    await using world = await startWorld(done);
    const { warnings } = await transcribe({
      model: world.provider.transcription(),
      audio: url,
      providerOptions: { assemblyai: { speaker_labels: true, madeUp: 1, extra: { of_tomorrow: 1 } } },
    });
    expect(warnings).toEqual([
      expect.objectContaining({
        type: 'unsupported',
        feature: 'providerOptions.assemblyai.speaker_labels',
        details: 'Not sent: it is written `speakerLabels`.',
      }),
      expect.objectContaining({ type: 'unsupported', feature: 'providerOptions.assemblyai.madeUp' }),
    ]);
    expect(world.sent(submitted)).toEqual([{ audio_url: url.href, of_tomorrow: 1 }]);
  });

  it('W8: the service hears who calls, beside `ai` and not in its place', async () => {
    await using world = await startWorld({}, { isReal: true });
    await using other = await startWorld(done, { isReal: true, headers: { 'x-tenant': 'blue' } });
    await reasonOf(transcribe({ model: world.provider.transcription(), audio: new Uint8Array(8) }));
    await transcribe({ model: other.provider.transcription(), audio: url, headers: { 'x-trace': '1' } });
    const agents = [...world.emulator.journal, ...other.emulator.journal].map(({ headers }) => headers['user-agent']);
    expect(agents.every((agent) => String(agent).startsWith('earmark-core'))).toBe(true);
    expect(agents.at(-1)).toMatch(/^earmark-core earmark-ai-sdk ai\/7/);
    expect(other.emulator.journal[0]?.headers).toMatchObject({
      'x-tenant': 'blue',
      'x-trace': '1',
      authorization: key,
    });
  });

  it('W9: a job that failed is an APICallError with the service’s words and the job’s id', async () => {
    await using world = await startWorld({ [submitted]: [{ job: { error: 'Transcoding failed. It is a picture.' } }] });
    const model = world.provider.transcription();
    const error = await reasonOf(transcribe({ model, audio: new Uint8Array(64), maxRetries: 5 }));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ isRetryable: false, data: { code: 'transcript_failed' } });
    expect(String(error)).toContain('Transcoding failed. It is a picture.');
    expect(causeOf(error).transcriptId).toMatch(/\w/);
    expect([world.count(uploaded), world.count(submitted)]).toEqual([1, 1]);
  });

  it('W10: words, segments that are no words, and streams', async () => {
    await using world = await startWorld(done);
    const model = world.provider.transcription();
    const { words, segments } = await transcribe({ model, audio: url, timestampGranularities: ['word', 'segment'] });
    expect([words?.length, segments.length]).toEqual([3, 2]);
    const audio = new Blob([(await samples.meeting.pcm()).slice(0, 96_000)]).stream();
    const live = world.provider.transcription('universal-streaming-english');
    const { text } = streamTranscribe({ model: live, audio, inputAudioFormat: { type: 'audio/pcm', rate: 16_000 } });
    expect(await text).toMatch(/\w+ \w+/);
  });

  it('W11: with a webhook of one’s own it waits for the call; with a bare URL, it says that it looks all the same', async () => {
    const receiver = createWebhookReceiver({ url: 'http://127.0.0.1:9/hook', secret: 'a-secret-of-16-chars' });
    await using world = await startWorld(done, { isReal: true, webhook: receiver });
    const heard = transcribe({ model: world.provider.transcription(), audio: url });
    while (world.count(submitted) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const call = { transcript_id: 'job-1', status: 'completed' };
    const headers = { 'x-earmark-secret': 'a-secret-of-16-chars' };
    await receiver.fetch(
      new Request('http://127.0.0.1:9/hook', { method: 'POST', headers, body: JSON.stringify(call) }),
    );
    expect((await heard).warnings).toEqual([]);
    expect(world.count(looked)).toBe(1);
    expect(world.sent(submitted)[0]).toMatchObject({ webhook_url: 'http://127.0.0.1:9/hook' });

    await using other = await startWorld(done);
    const { warnings } = await transcribe({
      model: other.provider.transcription(),
      audio: url,
      providerOptions: { assemblyai: { webhookUrl: 'https://example.org/hook' } },
    });
    expect(warnings).toEqual([expect.objectContaining({ type: 'other', message: expect.stringContaining('webhook') })]);
    expect(other.sent(submitted)[0]).toMatchObject({ webhook_url: 'https://example.org/hook' });
  });

  it('keeps keys and signatures out of every error', async () => {
    const echoed = `Download error: key ${key} for https://example.org/a.mp3?X-Signature=1`;
    await using world = await startWorld({ [submitted]: [{ status: 400, body: { error: echoed } }] });
    const audio = new URL('https://user:password@example.org/a.mp3?X-Signature=1');
    const error = await reasonOf(transcribe({ model: world.provider.transcription(), audio }));
    for (const secret of [key, 'X-Signature', 'password']) expect(everythingIn(error)).not.toContain(secret);
    expect(String(error)).toContain('Download error');
  });
});
