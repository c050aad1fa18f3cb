import { describe, expect, it } from 'vitest';
import type { ListParams, TranscriptListItem } from '../src/index.ts';
import { startReceiver } from './receiver.ts';
import { type World, errorOf, hearing, reasonOf, startWorld } from './world.ts';

const list = 'GET /v2/transcript';
const audio_url = 'http://127.0.0.1:9/a.mp3';

async function startWithJobs(count: number, script = {}): Promise<World & { ids: string[] }> {
  const world = await startWorld(script, {}, hearing);
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) ids.unshift((await world.client.transcripts.create({ audio_url })).id);
  return { ...world, ids };
}

async function idsOf(items: AsyncIterable<TranscriptListItem>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of items) ids.push(id);
  return ids;
}

describe('a list', () => {
  it('is iterated over all its pages, newest first, each job once', async () => {
    await using world = await startWithJobs(7);
    expect(await idsOf(world.client.transcripts.list({ limit: 3 }))).toEqual(world.ids);
    const asked = world.emulator.journal.filter(({ route }) => route === list).map(({ path }) => path);
    expect(asked).toEqual([
      '/v2/transcript?limit=3',
      `/v2/transcript?limit=3&before_id=${world.ids[2]}`,
      `/v2/transcript?limit=3&before_id=${world.ids[5]}`,
    ]);
  });

  it('is fetched page by page, and no further than it is read', async () => {
    await using world = await startWithJobs(5);
    for await (const page of world.client.transcripts.list({ limit: 2 }).pages()) {
      expect(page.transcripts.map(({ id }) => id)).toEqual(world.ids.slice(0, 2));
      break;
    }
    expect(world.emulator.journal.filter(({ route }) => route === list)).toHaveLength(1);
  });

  it('gives its first page alone, and asks for nothing before', async () => {
    await using world = await startWithJobs(3);
    const listing = world.client.transcripts.list({ limit: 2, status: undefined });
    expect(world.emulator.journal.filter(({ route }) => route === list)).toEqual([]);
    expect((await listing.page()).transcripts).toHaveLength(2);
    expect(world.emulator.journal.at(-1)?.path).toBe('/v2/transcript?limit=2');
  });

  it('that is empty ends at once', async () => {
    await using world = await startWorld();
    expect(await idsOf(world.client.transcripts.list())).toEqual([]);
  });

  it('never asks another host, wherever its links lead', async () => {
    await using elsewhere = await startReceiver();
    const page = (prev_url: string | null, id: string): object => ({
      status: 200,
      body: {
        page_details: { limit: 1, result_count: 1, current_url: elsewhere.url, prev_url, next_url: elsewhere.url },
        transcripts: [
          { id, status: 'completed', created: '2026-01-01T00:00:00', resource_url: elsewhere.url, audio_url },
        ],
      },
    });
    await using world = await startWorld({
      [list]: [page(`${elsewhere.url}/v2/transcript`, 'job-2'), page(null, 'job-1')],
    });
    expect(await idsOf(world.client.transcripts.list({ limit: 1 }))).toEqual(['job-2', 'job-1']);
    expect(elsewhere.received).toEqual([]);
    expect(world.emulator.journal.at(-1)?.path).toBe('/v2/transcript?limit=1&before_id=job-2');
  });

  it.each<[string, object]>([
    ['limit', { limit: Number.NaN }],
    ['limit', { limit: 0 }],
    ['limit', { limit: '10' }],
    ['status', { status: 7 }],
  ])('with a wrong `%s` is refused before anything is sent', async (field, params) => {
    await using world = await startWorld();
    const error = await errorOf(world.client.transcripts.list(params as ListParams).page());
    expect(error.code).toBe('invalid');
    expect(error.message).toContain(`\`${field}\``);
    expect(world.emulator.journal).toEqual([]);
  });

  it('stops between two pages when it is aborted, with the caller’s reason', async () => {
    await using world = await startWithJobs(4);
    const stop = new AbortController();
    const pages = world.client.transcripts.list({ limit: 2 }, { signal: stop.signal }).pages()[Symbol.asyncIterator]();
    await pages.next();
    stop.abort('enough');
    expect(await reasonOf(pages.next())).toBe('enough');
  });

  it('recovers a page that failed', async () => {
    await using world = await startWithJobs(3, { [list]: [{}, { status: 500 }, { reset: true }] });
    expect(await idsOf(world.client.transcripts.list({ limit: 2 }))).toEqual(world.ids);
  });
});
