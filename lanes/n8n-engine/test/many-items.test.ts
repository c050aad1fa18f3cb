import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createClient } from '@earmark/core';
import { type Emulator, samples, startEmulator } from '@earmark/emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jsonOf, runNode } from './engine.ts';

const delayMs = 300;
const route = 'GET /v2/transcript/{transcript_id}';
let emulator: Emulator;
const ids: string[] = [];

beforeAll(async () => {
  // Of each seven the first and the fourth take longer: what comes in order was put in order.
  emulator = await startEmulator({
    engine: 'fixtures',
    script: (asked) =>
      asked.route === route
        ? { delayMs: asked.count % 7 === 1 || asked.count % 7 === 4 ? 2 * delayMs : delayMs }
        : undefined,
  });
  const client = createClient({ apiKey: 'any', baseUrl: emulator.url });
  const audio_url = await client.files.upload(samples.meeting.audio);
  for (let made = 0; made < 7; made += 1) ids.push((await client.transcripts.create({ audio_url })).id);
});
afterAll(async () => {
  await emulator.close();
});

it.each([1, 3])('never more than %i at a time, and the results in the items’ order, paired', async (maxConcurrency) => {
  const before = emulator.journal.length;
  const transcriptId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
  const done = await runNode(emulator, {
    parameters: { resource: 'transcript', operation: 'get', output: 'raw', transcriptId, maxConcurrency },
    items: ids.map((id) => ({ json: { id } })),
  });
  expect(done.error).toBeUndefined();
  expect(jsonOf(done).map(({ id }) => id)).toEqual(ids);
  expect(done.data?.['main']?.[0]?.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_, item) => ({ item })));
  const atMs = emulator.journal.slice(before).map((entry) => entry.atMs);
  expect(atMs).toHaveLength(ids.length);
  // Each answer takes the delay at least: as many as the bound are under way together, and not one more.
  for (const [index, startedMs] of atMs.entries()) {
    const afterBound = atMs[index + maxConcurrency];
    if (afterBound !== undefined) expect(afterBound - startedMs).toBeGreaterThanOrEqual(delayMs - 20);
  }
  expect((atMs[maxConcurrency - 1] ?? Infinity) - (atMs[0] ?? 0)).toBeLessThan(delayMs);
});

it('jobs that only run keep no item from being sent: one at a time, and all are under way together', async () => {
  const count = 5;
  let underWay = 0;
  const gate = new EventEmitter();
  const allUnderWay = once(gate, 'open');
  const patient = await startEmulator({
    engine: {
      name: 'patient',
      recognise: async () => {
        underWay += 1;
        if (underWay === count) gate.emit('open');
        await allUnderWay;
        return { words: [{ text: 'Hello.', start: 0, end: 500, confidence: 1, speaker: 'A' }], languageCode: 'en_us' };
      },
    },
    script: ({ route: asked }) => (asked === 'POST /v2/upload' ? { delayMs } : undefined),
  });
  const data = (await readFile(samples.meeting.audio)).toString('base64');
  const items = Array.from({ length: count }, () => ({ json: {}, binary: { data: { data, mimeType: 'audio/wav' } } }));
  const parameters = {
    resource: 'transcript',
    operation: 'transcribe',
    source: 'binary',
    maxConcurrency: 1,
    maxWaitSeconds: 20,
  };
  try {
    const done = await runNode(patient, { parameters, items });
    expect(jsonOf(done).map(({ status }) => status)).toEqual(items.map(() => 'completed'));
    const sentMs = patient.journal.filter((entry) => entry.route === 'POST /v2/upload').map(({ atMs }) => atMs);
    for (const [at, ms] of sentMs.slice(1).entries()) expect(ms - (sentMs[at] ?? 0)).toBeGreaterThan(delayMs - 20);
  } finally {
    await patient.close();
  }
});

it('when one fails, those that are not sent yet are not, and the others are not waited for', async () => {
  const transcriptId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
  const before = emulator.journal.length;
  const { error } = await runNode(emulator, {
    parameters: { resource: 'transcript', operation: 'get', transcriptId, maxConcurrency: 1 },
    items: ['no-such-transcript', ...ids].map((id) => ({ json: { id } })),
  });
  expect(error).toMatchObject({ name: 'NodeApiError', context: { itemIndex: 0 } });
  expect(emulator.journal).toHaveLength(before + 1);
});
