import { createClient } from '@earmark/core';
import { type Emulator, samples, startEmulator } from '@earmark/emulator';
import { missingFrom, traces } from '@earmark/operations/traces';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jsonOf, runNode } from './engine.ts';

let emulator: Emulator;
let audioUrl = '';

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures' });
  const client = createClient({ apiKey: 'any', baseUrl: emulator.url });
  audioUrl = await client.files.upload(samples.meeting.audio);
});
afterAll(async () => {
  await emulator.close();
});

it('a URL becomes who said what, through n8n’s own engine', async () => {
  const parameters = { resource: 'transcript', operation: 'transcribe', audioUrl, speakers: { speaker_labels: true } };
  const done = await runNode(emulator, { parameters });
  expect(done.error).toBeUndefined();
  expect(jsonOf(done)).toMatchObject([
    { status: 'completed', text: expect.stringContaining('Speaker A: Good morning, Daniel.') },
  ]);
  expect(missingFrom(emulator.journal, traces['transcribe'] ?? [])).toEqual([]);
});
