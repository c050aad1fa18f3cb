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
