import { samples, startEmulator } from '@earmark/emulator';
import { createClient } from '@earmark/core';
import { Keyv } from 'keyv';
import { expect, it } from 'vitest';
import { TranscriptLoadError, TranscriptLoader } from '../src/index.ts';
import { postTranscript, startWorld } from './world.ts';

it('the same recording is paid for once: in one list, in another loader, by other bytes of the same content', async () => {
  await using world = await startWorld();
  const options = { client: world.client, cache: new Keyv() };
  const first = await new TranscriptLoader([samples.meeting.audio, samples.meeting.audio], options).load();
  const second = await new TranscriptLoader(samples.meeting.audio, options).load();
  expect(world.asked()).toEqual(['POST /v2/upload', postTranscript]);
  expect(second.map(({ id }) => id)).toEqual(first.slice(0, second.length).map(({ id }) => id));
});

it('other parameters are another transcript', async () => {
  await using world = await startWorld();
  const options = { client: world.client, cache: new Keyv() };
  await new TranscriptLoader(samples.meeting.audio, options).load();
  await new TranscriptLoader(samples.meeting.audio, { ...options, params: {} }).load();
  expect(world.asked().filter((route) => route === postTranscript)).toHaveLength(2);
});

it('a job whose answer a process did not live to hear is found, and not created again', async () => {
  await using world = await startWorld();
  const kept = new Map<string, string>();
  let writes = 0;
  // Dies after the intent is written and the job is created, before its id is.
  const dying = {
    get: (key: string) => kept.get(key),
    set(key: string, value: string) {
      writes += 1;
      if (writes > 1) throw new Error('killed');
      kept.set(key, value);
    },
  };
  const { client } = world;
  await expect(new TranscriptLoader(samples.meeting.audio, { client, cache: dying }).load()).rejects.toThrow('killed');
  const documents = await new TranscriptLoader(samples.meeting.audio, { client, cache: kept }).load();
  expect(documents.length).toBeGreaterThan(0);
  expect(world.emulator.journal.filter(({ route }) => route === postTranscript)).toHaveLength(1);
});

it('a job for other parameters is not taken for the one that was lost', async () => {
  await using world = await startWorld();
  const { client } = world;
  const audio = 'https://example.org/a.wav';
  const kept = new Map<string, string>();
  const dying = {
    get: (key: string) => kept.get(key),
    set(key: string, value: string) {
      if (kept.size > 0) throw new Error('killed');
      kept.set(key, value);
    },
  };
  const params = { language_code: 'en_us', speech_models: ['universal-2'] };
  await expect(new TranscriptLoader(audio, { client, params, cache: dying }).load()).rejects.toThrow('killed');
  const key = [...kept.keys()][0] ?? '';
  let lost = '';
  for await (const { id } of client.transcripts.list()) lost = id;
  await client.transcripts.create({ audio_url: audio, language_code: 'es', speech_models: ['universal-2'] });
  await client.transcripts.create({ audio_url: audio, language_code: 'en_us', speech_models: ['universal-3-pro'] });
  await new TranscriptLoader(audio, { client, params, cache: kept }).load().catch(() => undefined);
  expect(kept.get(key)).toContain(lost);
});

it('a load that is given up does not take another one with it, and is over at once', async () => {
  await using emulator = await startEmulator({
    engine: 'fixtures',
    script: { [postTranscript]: [{ hang: true }] },
  });
  const client = createClient({ baseUrl: emulator.url, apiKey: 'any' });
  const [cache, first, second] = [new Map<string, string>(), new AbortController(), new AbortController()];
  const load = async (signal?: AbortSignal): Promise<unknown> =>
    await new TranscriptLoader(samples.meeting.audio, { client, cache, signal }).load().catch((e: unknown) => e);
  const loads = [load(first.signal), load(second.signal), load()];
  await expect.poll(() => emulator.journal.some(({ route }) => route === postTranscript)).toBe(true);
  second.abort('second');
  expect(await loads[1]).toBe('second');
  first.abort('first');
  expect(await loads[0]).toBe('first');
  expect((await loads[2]) as unknown[]).not.toHaveLength(0);
});

it('of several, those that fail are named and those that do not are there', async () => {
  const failing = { job: { error: 'bad audio' } };
  await using emulator = await startEmulator({
    engine: 'fixtures',
    script: ({ route, count }) => (route === postTranscript && count % 3 === 0 ? failing : undefined),
  });
  const client = createClient({ baseUrl: emulator.url, apiKey: 'any' });
  const sources = Array.from({ length: 6 }, () => samples.meeting.audio);
  const thrown: unknown = await new TranscriptLoader(sources, { client, format: 'text' })
    .load()
    .catch((e: unknown) => e);
  expect(thrown).toBeInstanceOf(TranscriptLoadError);
  expect(thrown).toMatchObject({ failures: { length: 2 }, documents: { length: 4 } });
  const collecting = new TranscriptLoader(sources, { client, format: 'text', errors: 'collect' });
  expect(await collecting.load()).toHaveLength(4);
  expect(collecting.failures).toHaveLength(2);
});
