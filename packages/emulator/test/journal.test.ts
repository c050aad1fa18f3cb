import { expect, it, vi } from 'vitest';
import { connect } from './client.ts';
import { start } from './world.ts';

const megabyte = new Uint8Array(1024 ** 2);

it('the journal tells what arrived, in order: method, path, route, headers, bytes, JSON and the status answered', async () => {
  const { emulator, client } = await start();
  await client.upload(megabyte);
  await client.post('/v2/transcript', { audio_url: 'a' });
  await client.get('/v2/transcript/unknown?a=b');
  await client.get('/nowhere');

  expect(emulator.journal).toMatchObject([
    { method: 'POST', path: '/v2/upload', route: 'POST /v2/upload', bytes: megabyte.byteLength, status: 200 },
    { route: 'POST /v2/transcript', bytes: 17, json: { audio_url: 'a' }, status: 200 },
    {
      method: 'GET',
      path: '/v2/transcript/unknown?a=b',
      route: 'GET /v2/transcript/{transcript_id}',
      bytes: 0,
      json: undefined,
      status: 400,
    },
    { method: 'GET', path: '/nowhere', route: undefined, status: 404 },
  ]);
  expect(emulator.journal.every((entry) => entry.headers['authorization'] === 'any-key')).toBe(true);
  const times = emulator.journal.map((entry) => entry.atMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

it('the body of a request that was refused before it was read is counted too', async () => {
  const { emulator } = await start({ engine: 'fixtures', keys: ['right'] });
  await connect(emulator.url, 'wrong').post('/v2/transcript', { padding: 'x'.repeat(200_000) });
  expect(emulator.journal).toMatchObject([{ route: 'POST /v2/transcript', status: 401, json: undefined }]);
  await vi.waitFor(() => expect(emulator.journal[0]?.bytes).toBe(200_014));
});

it('the body of a request with a scripted answer is counted too', async () => {
  const script = { 'POST /v2/upload': [{ status: 500 }] };
  const { emulator, client } = await start({ engine: 'fixtures', script });
  await client.post('/v2/upload', 'x'.repeat(300_000));
  expect(emulator.journal).toMatchObject([{ bytes: 300_000, status: 500 }]);
});

it('the journal has the JSON of requests with a scripted answer, and the bytes that were sent back', async () => {
  const script = { 'POST /v2/transcript': [{ status: 500, body: 'four' }] };
  const { emulator, client } = await start({ engine: 'fixtures', script });
  await client.post('/v2/transcript', { audio_url: 'a' });
  await client.get('/v2/transcript/unknown');
  expect(emulator.journal).toMatchObject([
    { json: { audio_url: 'a' }, status: 500, sentBytes: 4, reset: false },
    { status: 400, sentBytes: '{"error":"Transcript lookup error, transcript id not found"}'.length },
  ]);
});
