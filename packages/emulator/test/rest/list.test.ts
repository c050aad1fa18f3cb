import { describe, expect, it } from 'vitest';
import { createTestClock } from '../clock.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, start } from '../world.ts';

const wav = toWav([melody(1, 16_000, 1)], 16_000);
const day = 86_400_000;

interface Page {
  readonly page_details: {
    readonly limit: number;
    readonly result_count: number;
    readonly current_url: string;
    readonly prev_url: string | null;
    readonly next_url: string | null;
  };
  readonly transcripts: readonly { readonly id: string; readonly [key: string]: unknown }[];
}

async function startWithJobs(count: number) {
  const time = createTestClock();
  const world = await start({ engine: engineThatHears({}), clock: time.clock });
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) ids.unshift((await world.client.transcribe(wav)).id);
  const list = async (query = ''): Promise<Page> =>
    (await (await world.client.get(`/v2/transcript${query}`)).json()) as Page;
  const follow = (url: string | null): Promise<Page> => list(url === null ? '?no-page' : new URL(url).search);
  return { ...world, ...time, ids, list, follow };
}

const idsOf = (page: Page): string[] => page.transcripts.map(({ id }) => id);

describe('the list of transcripts', () => {
  it('says of each what the API says, with times without a zone and to the microsecond', async () => {
    const { emulator, client, list, ids } = await startWithJobs(1);
    const failed = await client.transcribe('no audio');
    const { page_details, transcripts } = await list();
    expect(transcripts[1]).toEqual({
      id: ids[0],
      resource_url: `${emulator.url}/v2/transcript/${ids[0]}`,
      status: 'completed',
      created: '2026-01-05T10:11:12.000000',
      completed: '2026-01-05T10:11:12.000001',
      audio_url: expect.stringContaining('/upload/') as string,
      error: null,
    });
    expect(transcripts[0]).toMatchObject({ id: failed.id, status: 'error', error: failed.error });
    const current_url = `${emulator.url}/v2/transcript?limit=10`;
    expect(page_details).toEqual({ limit: 10, result_count: 2, current_url, prev_url: null, next_url: null });
  });

  it('has ten to a page, newest first, and prev_url leads to every older one', async () => {
    const { list, follow, ids } = await startWithJobs(23);
    const first = await list();
    const second = await follow(first.page_details.prev_url);
    const third = await follow(second.page_details.prev_url);
    expect([first, second, third].map(idsOf)).toEqual([ids.slice(0, 10), ids.slice(10, 20), ids.slice(20)]);
    expect(first.page_details.prev_url).toMatch(new RegExp(`\\?limit=10&before_id=${ids[9]}$`));
    expect([first.page_details.next_url, third.page_details.prev_url]).toEqual([null, null]);
    expect(third.page_details.result_count).toBe(3);
  });

  it('leads back through next_url to the page just newer', async () => {
    const { list, follow, ids } = await startWithJobs(6);
    const oldest = await list(`?limit=2&before_id=${ids[3]}`);
    expect(idsOf(oldest)).toEqual(ids.slice(4));
    expect(oldest.page_details.next_url).toMatch(new RegExp(`\\?limit=2&after_id=${ids[4]}$`));
    const middle = await follow(oldest.page_details.next_url);
    expect(idsOf(middle)).toEqual(ids.slice(2, 4));
    expect(idsOf(await follow(middle.page_details.next_url))).toEqual(ids.slice(0, 2));
  });

  it('keeps its filter from page to page', async () => {
    const { client, list, follow } = await startWithJobs(1);
    const failed = [await client.transcribe('no'), await client.transcribe('nor this')].map(({ id }) => id);
    await client.transcribe(wav);
    const newest = await list('?status=error&limit=1');
    expect(idsOf(newest)).toEqual([failed[1]]);
    const older = await follow(newest.page_details.prev_url);
    expect([idsOf(older), older.page_details.prev_url]).toEqual([[failed[0]], null]);
  });

  it('finds a day, and forgets after ninety', async () => {
    const { client, list, advance, ids } = await startWithJobs(1);
    advance(day);
    const { id } = await client.transcribe(wav);
    expect(idsOf(await list('?created_on=2026-01-05'))).toEqual(ids);
    expect(idsOf(await list('?created_on=2026-01-06'))).toEqual([id]);
    advance(89 * day);
    expect(idsOf(await list())).toEqual([id]);
  });

  it('is empty at first', async () => {
    const { list } = await startWithJobs(0);
    expect(await list()).toMatchObject({ page_details: { result_count: 0, prev_url: null }, transcripts: [] });
  });

  it.each([
    ['limit=0', 'limit must be a whole number from 1 to 200'],
    ['limit=201', 'limit must be a whole number from 1 to 200'],
    ['limit=1.5', 'limit must be a whole number from 1 to 200'],
    ['limit=', 'limit must be a whole number from 1 to 200'],
    ['status=done', 'status must be one of queued, processing, completed, error'],
    ['created_on=yesterday', 'created_on must be a date, YYYY-MM-DD'],
    ['throttled_only=yes', 'throttled_only must be a Boolean'],
    ['before_id=unknown', 'Transcript lookup error, transcript id not found'],
    ['after_id=..%2F..', 'Transcript lookup error, transcript id not found'],
  ])('is refused for %s', async (query, error) => {
    const { client } = await start();
    const response = await client.get(`/v2/transcript?${query}`);
    expect([response.status, await response.json()]).toEqual([400, { error }]);
  });
});
