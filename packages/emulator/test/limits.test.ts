import { expect, it } from 'vitest';
import { createTestClock } from './clock.ts';
import { connect } from './client.ts';
import { start } from './world.ts';

const tooMany = { error: 'Too Many Requests' };
const limitsOf = ({ headers }: Response) =>
  ['limit', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`));

async function startLimited() {
  const time = createTestClock();
  const keys = { 'key-a': 'a', 'also-a': 'a', 'key-b': 'b' };
  const rateLimit = { requests: 2, windowMs: 60_000 };
  const { emulator } = await start({ engine: 'fixtures', rateLimit, keys, clock: time.clock });
  const ask = (key = 'key-a', path = '/v2/transcript') => connect(emulator.url, key).get(path);
  return { ...time, ask };
}

it('a request over the limit is answered 429, with when to come back, and then succeeds', async () => {
  const { ask, advance } = await startLimited();
  expect(limitsOf(await ask())).toEqual(['2', '1', '60']);
  advance(10_500);
  const last = await ask();
  expect([last.status, ...limitsOf(last)]).toEqual([200, '2', '0', '50']);
  const refused = await ask();
  expect([refused.status, await refused.json(), refused.headers.get('retry-after')]).toEqual([429, tooMany, '50']);
  expect(limitsOf(refused)).toEqual(['2', '-1', '50']);
  advance(49_499);
  expect((await ask()).status).toBe(429);
  advance(1);
  expect(limitsOf(await ask())).toEqual(['2', '1', '60']);
});

it('a limit counts a project’s keys together, what they ask in vain too, and no other project’s', async () => {
  const { ask } = await startLimited();
  await ask('key-a', '/v2/transcript/unknown');
  await ask('also-a');
  expect((await ask('key-a')).status).toBe(429);
  expect((await ask('key-b')).status).toBe(200);
});

it('a key that is wrong is told so, limit or not, and uses nothing up', async () => {
  const { ask } = await startLimited();
  for (let asked = 0; asked < 5; asked += 1) expect((await ask('wrong')).status).toBe(401);
  expect((await ask()).status).toBe(200);
});

it('requests above the ceiling are answered 403 until its five minutes are over, project by project', async () => {
  const time = createTestClock();
  const keys = { 'key-a': 'a', 'key-b': 'b' };
  const { emulator } = await start({ engine: 'fixtures', requestsPerFiveMinutes: 2, keys, clock: time.clock });
  const statusOf = async (key = 'key-a') => (await connect(emulator.url, key).get('/v2/transcript')).status;
  expect([await statusOf(), await statusOf(), await statusOf(), await statusOf('key-b')]).toEqual([200, 200, 403, 200]);
  time.advance(299_999);
  expect(await statusOf()).toBe(403);
  time.advance(1);
  expect(await statusOf()).toBe(200);
});

it('without a limit there is no header that speaks of one', async () => {
  const { client } = await start();
  expect(limitsOf(await client.get('/v2/transcript'))).toEqual([null, null, null]);
});
