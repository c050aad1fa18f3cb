import { expect, it } from 'vitest';
import { createClient } from '../src/index.ts';
import { answerOf, errorOf, startWorld } from './world.ts';

it('asks a path that has no method, with its query and body, and tells the status', async () => {
  await using world = await startWorld({ 'POST /v2/transcript': [{ status: 201, body: { id: 'job-1' } }] });
  const body = { audio_url: 'https://a.b/c' };
  const answer = await world.client.call({ method: 'POST', path: '/v2/transcript', query: { a: 'b&c' }, body });
  expect(answer).toEqual({ status: 201, body: { id: 'job-1' } });
  expect(world.emulator.journal).toMatchObject([{ path: '/v2/transcript?a=b%26c', json: body }]);
});

it.each([
  '',
  '/',
  '/v2',
  '/v2/',
  '/v3/token',
  'v2/a',
  '/v2/..',
  '/v2/../lemur',
  '/v2/%2e%2e',
  '/v2//evil',
  '/v2/a?b',
  '/v2/a#b',
  '//evil/v2/a',
  '@evil/v2/a',
  'http://evil/v2/a',
  '/v2/a\\b',
  '/v2/a\n',
])('goes nowhere by %j', async (path) => {
  let sent = 0;
  const transport = () => Promise.resolve(answerOf({ sent: (sent += 1) }));
  const client = createClient({ apiKey: 'any', transport });
  expect(await errorOf(client.call({ method: 'GET', path }))).toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('`path`'),
  });
  expect(sent).toBe(0);
});

it('does not do twice what may have been done', async () => {
  const broken = { status: 500, body: { error: 'Internal server error' } };
  await using world = await startWorld({ 'DELETE /v2/transcript/{transcript_id}': [broken] });
  await errorOf(world.client.call({ method: 'DELETE', path: '/v2/transcript/job-1' }));
  expect(world.emulator.journal).toHaveLength(1);
});

it('wants a method it knows', async () => {
  const client = createClient({ apiKey: 'any' });
  const error = await errorOf(client.call({ method: 'PUT' as 'GET', path: '/v2/transcript' }));
  expect(error.message).toContain('`method`');
});
