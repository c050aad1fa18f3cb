import { expect, it } from 'vitest';
import type { ScriptedRequest } from '../src/index.ts';
import { start } from './world.ts';

const create = 'POST /v2/transcript';
const look = 'GET /v2/transcript/{transcript_id}';

it('answers are used in order, each as many times as it says, and then the truth is told', async () => {
  const { client } = await start({
    engine: 'fixtures',
    script: { [look]: [{ status: 500, times: 2 }, { status: 429 }] },
  });
  const statuses = [];
  for (let at = 0; at < 5; at += 1) statuses.push((await client.get('/v2/transcript/unknown')).status);
  expect(statuses).toEqual([500, 500, 429, 400, 400]);
});

it('an answer may last for ever', async () => {
  const script = { [look]: [{ status: 503, times: Number.POSITIVE_INFINITY }] };
  const { client } = await start({ engine: 'fixtures', script });
  for (let at = 0; at < 20; at += 1) expect((await client.get('/v2/transcript/a')).status).toBe(503);
});

it('an answer holds for its own route alone', async () => {
  const { client } = await start({ engine: 'fixtures', script: { [look]: [{ status: 500 }] } });
  expect((await client.post('/v2/transcript', { audio_url: 'a' })).status).toBe(200);
  expect((await client.get('/v2/transcript/a/srt')).status).toBe(400);
  expect((await client.get('/v2/transcript/a')).status).toBe(500);
});

it('status, headers and a JSON body are sent as scripted', async () => {
  const answer = { status: 429, headers: { 'Retry-After': '7' }, body: { error: 'Too Many Requests' } };
  const { client } = await start({ engine: 'fixtures', script: { [create]: [answer] } });
  const response = await client.post('/v2/transcript', { audio_url: 'a' });
  expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
    429,
    '7',
    { error: 'Too Many Requests' },
  ]);
});

it('a text is sent as it is, and a scripted header replaces the emulator’s own, however it is spelt', async () => {
  const answer = { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<h1>Bad Gateway</h1>' };
  const { client } = await start({ engine: 'fixtures', script: { [create]: [answer] } });
  const response = await client.post('/v2/transcript', {});
  expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/html', '<h1>Bad Gateway</h1>']);
});

it('a body without a status is a 200', async () => {
  const { client } = await start({
    engine: 'fixtures',
    script: { [look]: [{ body: { id: 'a', status: 'completed' } }] },
  });
  expect(await client.look('anything')).toEqual({ id: 'a', status: 'completed' });
});

it('a delay alone holds the truth back', async () => {
  const { client } = await start({ engine: 'fixtures', script: { [look]: [{ delayMs: 150 }] } });
  const before = performance.now();
  expect((await client.get('/v2/transcript/unknown')).status).toBe(400);
  expect(performance.now() - before).toBeGreaterThan(140);
});

it('a delay with a status holds the scripted answer back', async () => {
  const { client } = await start({ engine: 'fixtures', script: { [look]: [{ delayMs: 150, status: 504 }] } });
  const before = performance.now();
  expect((await client.get('/v2/transcript/unknown')).status).toBe(504);
  expect(performance.now() - before).toBeGreaterThan(140);
});

it('unusedAnswers names the routes with an answer that nobody asked for', async () => {
  const script = { [look]: [{ status: 500, times: 9 }], [create]: [{ status: 500 }, { status: 500 }] };
  const { emulator, client } = await start({ engine: 'fixtures', script });
  expect(emulator.unusedAnswers()).toEqual([look, create]);
  await client.get('/v2/transcript/a');
  await client.post('/v2/transcript', {});
  expect(emulator.unusedAnswers()).toEqual([create]);
  await client.post('/v2/transcript', {});
  expect(emulator.unusedAnswers()).toEqual([]);
});

it('a script may be a function of the request, and undefined is the truth', async () => {
  const requests: ScriptedRequest[] = [];
  const { client } = await start({
    engine: 'fixtures',
    script: (request) => {
      requests.push(request);
      return request.count === 2 ? { status: 418 } : undefined;
    },
  });
  const body = { audio_url: 'a' };
  const statuses = [];
  for (let at = 0; at < 3; at += 1) statuses.push((await client.post('/v2/transcript?a=b', body)).status);
  expect(statuses).toEqual([200, 418, 200]);
  expect((await client.get('/nowhere')).status).toBe(404);
  const request = { route: create, method: 'POST', path: '/v2/transcript?a=b', json: body };
  expect(requests).toEqual([
    ...[1, 2, 3].map((count) => ({ ...request, count })),
    { route: undefined, method: 'GET', path: '/nowhere', count: 1 },
  ]);
});

it('a function leaves uploads to be streamed', async () => {
  const { client } = await start({ engine: 'fixtures', script: () => undefined });
  expect(await client.upload('{"some":"json"}')).toMatch(/\/upload\//);
});

it('an answer that is always given', async () => {
  const { client } = await start({ engine: 'fixtures', script: { [look]: [{ status: 503, times: 'always' }] } });
  for (let at = 0; at < 5; at += 1) expect((await client.get('/v2/transcript/a')).status).toBe(503);
});
