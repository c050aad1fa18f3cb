import { createClient } from '@earmark/core';
import { type Emulator, samples, startEmulator } from '@earmark/emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { supplyDocuments } from '../src/documents.ts';
import { resumeSecret } from '../src/host/secret.ts';
import { resume } from '../src/resume.ts';
import { poll } from '../src/triggers/by-polling.ts';
import { hear } from '../src/triggers/by-webhook.ts';
import { type LentHost, lentHost } from './host.ts';

let emulator: Emulator;
let host: LentHost;
const clientOf = () => createClient({ apiKey: 'any', baseUrl: emulator.url });
const transcribed = async () =>
  await clientOf().transcripts.transcribe(samples.meeting.audio, { speaker_labels: true });

beforeEach(async () => {
  emulator = await startEmulator({ engine: 'fixtures' });
  host = lentHost(emulator);
});
afterEach(async () => {
  await emulator.close();
});

describe('by polling', () => {
  it('what was there is old, what comes is given once, and one that took longer is not passed over', async () => {
    await transcribed();
    expect(await poll(host as never)).toBeNull();
    const slow = await clientOf().transcripts.transcribe(samples.meeting.audio);
    const fast = await transcribed();
    // As if the slow one had still run when it was first seen.
    const given = await poll(host as never);
    expect(given?.[0]?.map(({ json }) => json['id']).toSorted()).toEqual([slow.id, fast.id].toSorted());
    expect(await poll(host as never)).toBeNull();
  });

  it('a job that runs at the first look is given when it is done', async () => {
    const audio_url = await clientOf().files.upload(samples.meeting.audio);
    const { id } = await clientOf().transcripts.create({ audio_url });
    expect(await poll(host as never)).toBeNull();
    await clientOf().transcripts.wait(id);
    expect((await poll(host as never))?.[0]?.map(({ json }) => json['id'])).toEqual([id]);
  });
});

describe('by webhook', () => {
  const secret = 'a-secret-that-nobody-guesses';
  const parameters = { secret, headerName: 'x-earmark-secret', fetch: true };

  it('a call with the secret starts the workflow with the transcript; another is answered 401', async () => {
    const { id } = await transcribed();
    const body = { transcript_id: id, status: 'completed' };
    const right = lentHost(emulator, { parameters, body, headers: { 'x-earmark-secret': secret } });
    const wrong = lentHost(emulator, { parameters, body, headers: { 'x-earmark-secret': `${secret}!` } });
    const started = await hear(right as never);
    expect(started.workflowData?.[0]?.[0]?.json).toMatchObject({ id, status: 'completed' });
    expect(await hear(wrong as never)).toEqual({ noWebhookResponse: true });
    expect(wrong.answered).toEqual([401]);
  });

  it('a sleeping execution is woken by its own secret alone', async () => {
    const { id } = await transcribed();
    const body = { transcript_id: id, status: 'completed' };
    const own = { 'x-earmark-secret': await resumeSecret(host as never) };
    const right = lentHost(emulator, { parameters: { output: 'text' }, body, headers: own });
    const wrong = lentHost(emulator, { parameters: { output: 'text' }, body });
    expect((await resume(right as never)).workflowData?.[0]?.[0]?.json['text']).toContain('Good morning, Daniel.');
    expect((await resume(wrong as never)).workflowData).toBeUndefined();
    expect(wrong.answered).toEqual([401]);
  });

  it.each(['', 'too-short', 'Own', 'own, own'])(
    'a sleeping execution hears no call with the secret %j',
    async (shown) => {
      const own = await resumeSecret(host as never);
      const header = shown.replaceAll('own', own).replaceAll('Own', own.toUpperCase());
      const body = { transcript_id: 'a', status: 'completed' };
      const called = lentHost(emulator, { body, headers: { 'x-earmark-secret': header } });
      expect(await resume(called as never)).toEqual({ noWebhookResponse: true });
      expect(called.answered).toEqual([401]);
    },
  );

  it.each([{ executionId: '2' }, { instanceId: 'another' }])(
    'the secret of %j does not wake execution 1',
    async (of) => {
      const headers = { 'x-earmark-secret': await resumeSecret(lentHost(emulator, of) as never) };
      const body = { transcript_id: 'a', status: 'completed' };
      const called = lentHost(emulator, { headers, body });
      expect(await resume(called as never)).toEqual({ noWebhookResponse: true });
      expect(called.answered).toEqual([401]);
    },
  );

  it('a credential without a key makes no secret that could be guessed', async () => {
    await expect(resumeSecret(lentHost(emulator, { apiKey: '' }) as never)).rejects.toThrow('no API key');
  });

  it.each(['', 'short'])('a trigger whose own secret is %j starts for no call', async (own) => {
    const guarded = { parameters: { secret: own, headerName: 'x-earmark-secret', fetch: true } };
    const body = { transcript_id: 'a', status: 'completed' };
    const called = lentHost(emulator, { ...guarded, body, headers: { 'x-earmark-secret': own } });
    expect(await hear(called as never)).toEqual({ noWebhookResponse: true });
    expect(called.answered).toEqual([401]);
  });
});

it('the document loader gives passages that know who spoke and when, flat as vector stores take them', async () => {
  const { id } = await transcribed();
  const parameters = { source: 'transcript', transcriptId: id, maxChars: 200 };
  const { response } = await supplyDocuments(lentHost(emulator, { parameters }) as never, 0);
  const documents = response as readonly { pageContent: string; metadata: object }[];
  expect(documents.length).toBeGreaterThan(1);
  for (const { pageContent, metadata } of documents) {
    expect(pageContent).toMatch(/^[A-Z]: /);
    expect(metadata).toMatchObject({ transcript_id: id, start_ms: expect.any(Number), timecode: expect.any(String) });
    for (const value of Object.values(metadata)) expect(['string', 'number']).toContain(typeof value);
  }
});
