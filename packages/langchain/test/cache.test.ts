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
