import { expect, it, vi } from 'vitest';
import { melody, toWav } from './wav.ts';
import { engineThatHears, start } from './world.ts';

const create = 'POST /v2/transcript';
const uploads = 'POST /v2/upload';
const look = 'GET /v2/transcript/{transcript_id}';
const wav = toWav([melody(1, 16_000, 1)], 16_000);

it('`reset` cuts the connection after the request was read, and nothing is done', async () => {
  const { emulator, client } = await start({ engine: 'fixtures', script: { [create]: [{ reset: true }] } });
  await expect(client.post('/v2/transcript', { audio_url: 'a' })).rejects.toThrow('fetch failed');
  expect(emulator.journal).toMatchObject([{ json: { audio_url: 'a' }, status: undefined, reset: true, sentBytes: 0 }]);
  expect((await client.post('/v2/transcript', { audio_url: 'a' })).status).toBe(200);
});

it('`reset: before-body` cuts the connection before a large upload has arrived', async () => {
  const { emulator, client } = await start({ engine: 'fixtures', script: { [uploads]: [{ reset: 'before-body' }] } });
  const body = new Uint8Array(50 * 1024 ** 2);
  await expect(client.post('/v2/upload', body)).rejects.toThrow('fetch failed');
  expect(emulator.journal[0]).toMatchObject({ reset: true, status: undefined });
  expect(emulator.journal[0]?.bytes).toBeLessThan(body.byteLength / 2);
});

it('`reset: after-body` cuts the connection when a large upload has arrived', async () => {
  const { emulator, client } = await start({ engine: 'fixtures', script: { [uploads]: [{ reset: 'after-body' }] } });
  await expect(client.post('/v2/upload', new Uint8Array(3_000_000))).rejects.toThrow('fetch failed');
  expect(emulator.journal[0]).toMatchObject({ reset: true, bytes: 3_000_000 });
});

it('`afterwards: reset` really creates the job, and the client never hears of it', async () => {
  const engine = engineThatHears({ text: 'heard' });
  const hearing = vi.spyOn(engine, 'recognise');
  const { emulator, client } = await start({ engine, script: { [create]: [{ afterwards: 'reset' }] } });
  const audio_url = await client.upload(wav);
  await expect(client.post('/v2/transcript', { audio_url })).rejects.toThrow('fetch failed');
  await vi.waitFor(() => expect(hearing).toHaveBeenCalledOnce());
  expect(emulator.journal.at(-1)).toMatchObject({ json: { audio_url }, status: undefined, reset: true });
});

it('`afterwards: answer` really creates the job, and answers something else', async () => {
  const engine = engineThatHears({ text: 'heard' });
  const hearing = vi.spyOn(engine, 'recognise');
  const answer = { afterwards: 'answer', status: 504, body: 'Gateway Timeout' } as const;
  const { client } = await start({ engine, script: { [create]: [answer] } });
  const response = await client.post('/v2/transcript', { audio_url: await client.upload(wav) });
  expect([response.status, await response.text()]).toEqual([504, 'Gateway Timeout']);
  await vi.waitFor(() => expect(hearing).toHaveBeenCalledOnce());
});

it.each([{ hang: true }, { afterwards: 'hang' }] as const)(
  '%j never answers, until the client gives up',
  async (answer) => {
    const { emulator, client } = await start({ engine: 'fixtures', script: { [look]: [answer] } });
    const signal = AbortSignal.timeout(150);
    const asked = fetch(`${emulator.url}/v2/transcript/a`, { headers: { authorization: 'a' }, signal });
    await expect(asked).rejects.toThrow('timeout');
    expect(emulator.journal[0]).toMatchObject({ status: undefined, reset: false });
    expect((await client.get('/v2/transcript/a')).status).toBe(400);
  },
);

it('a hanging request ends when the emulator is closed', async () => {
  const { emulator, client } = await start({ engine: 'fixtures', script: { [look]: [{ hang: true }] } });
  const failed = expect(client.get('/v2/transcript/a')).rejects.toThrow('fetch failed');
  await vi.waitFor(() => expect(emulator.journal).toHaveLength(1));
  await emulator.close();
  await failed;
});

it.each([0, 7])('`truncate` sends %i bytes of the body, and cuts the connection', async (truncate) => {
  const answer = { truncate, body: { text: 'a body of more than seven bytes' } };
  const { emulator, client } = await start({ engine: 'fixtures', script: { [look]: [answer] } });
  const response = await client.get('/v2/transcript/a');
  expect(response.headers.get('content-length')).toBe('42');
  const received: Uint8Array[] = [];
  const reading = async () => {
    for await (const chunk of response.body ?? []) received.push(chunk);
  };
  await expect(reading()).rejects.toThrow('terminated');
  expect(Buffer.concat(received).toString()).toBe('{"text":"a body'.slice(0, truncate));
  expect(emulator.journal[0]).toMatchObject({ status: 200, sentBytes: truncate, reset: true });
});

it('`truncate` alone cuts the truth short', async () => {
  const { client } = await start({ engine: 'fixtures', script: { [create]: [{ truncate: 20 }] } });
  const response = await client.post('/v2/transcript', { audio_url: 'a' });
  expect(response.status).toBe(200);
  await expect(response.json()).rejects.toThrow('terminated');
});

it('`dripMs` sends byte by byte', async () => {
  const { client } = await start({ engine: 'fixtures', script: { [look]: [{ dripMs: 10, body: 'ten bytes!' }] } });
  const before = performance.now();
  expect(await (await client.get('/v2/transcript/a')).text()).toBe('ten bytes!');
  expect(performance.now() - before).toBeGreaterThan(85);
});

it('`throttle` sends so many bytes a second', async () => {
  const script = { [look]: [{ throttle: 100_000, body: 'x'.repeat(20_000) }] };
  const { emulator, client } = await start({ engine: 'fixtures', script });
  const before = performance.now();
  expect(await (await client.get('/v2/transcript/a')).text()).toHaveLength(20_000);
  expect(performance.now() - before).toBeGreaterThan(140);
  expect(emulator.journal[0]).toMatchObject({ sentBytes: 20_000, reset: false });
});

it('`job` lets the created job fail in these words', async () => {
  const error = 'Audio speech threshold 0.9461 is below the requested speech threshold value 1.0';
  const script = { [create]: [{ job: { error } }] };
  const { client } = await start({ engine: engineThatHears({ text: 'heard' }), script });
  expect(await client.transcribe(wav)).toMatchObject({ status: 'error', error, text: null });
  expect(await client.transcribe(wav)).toMatchObject({ status: 'completed', text: 'heard' });
});
