import { expect, it } from 'vitest';
import { connect } from '../client.ts';
import { createTestClock } from '../clock.ts';
import { start } from '../world.ts';

const body = { model: 'one', prompt: 'Why?' };
const path = '/v1/chat/completions';

it('there are no limits and no headers of limits, unless asked for', async () => {
  const { client } = await start();
  const response = await client.post(path, body);
  expect([...response.headers.keys()].filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
});

it('requests above the limit are refused for that key and model, until the minute is over', async () => {
  const time = createTestClock();
  const { emulator, client } = await start({ engine: 'fixtures', llmRequestsPerMinute: 2, clock: time.clock });
  const responses = [await client.post(path, body), await client.post(path, body), await client.post(path, body)];
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(responses.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['1', '0', '-1']);
  const [, , refused] = responses;
  expect(Object.fromEntries(refused?.headers ?? [])).toMatchObject({
    'x-ratelimit-limit': '2',
    'x-ratelimit-model': 'one',
    'x-ratelimit-service': 'llmgw',
  });
  expect(['x-ratelimit-reset', 'retry-after'].map((name) => refused?.headers.get(name))).toEqual(['60', '60']);
  expect(await refused?.json()).toMatchObject({ code: 429, message: 'too many requests for this action' });
  expect((await client.post(path, { ...body, model: 'two' })).status).toBe(200);
  expect((await connect(emulator.url, 'another-key').post(path, body)).status).toBe(200);
  time.advance(59_999);
  expect((await client.post(path, body)).status).toBe(429);
  time.advance(1);
  expect((await client.post(path, body)).status).toBe(200);
});
