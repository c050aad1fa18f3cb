import { appendFile, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestClock } from '../clock.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, engineThatWaits, filesIn, makeFolder, start } from '../world.ts';
import { surviveKills } from './kill.ts';

const wav = toWav([melody(1, 16_000, 1)], 16_000);
const engine = engineThatHears({ text: 'kept' });

describe('with a data folder, the next emulator', () => {
  it('knows uploads and finished jobs, well or not, as they were, and lists them in order', async () => {
    const data = await makeFolder();
    const first = await start({ engine, data });
    const upload = await first.client.upload(wav);
    const done = await first.client.transcribe(wav, { prompt: 'a' });
    const failed = await first.client.transcribe('no audio');
    await first.emulator.close();

    const { client } = await start({ engine, data });
    expect(await client.look(done.id)).toEqual(done);
    expect(await client.look(failed.id)).toEqual(failed);
    const { id } = await client.create({ audio_url: upload });
    expect(await client.wait(id)).toMatchObject({ status: 'completed', text: 'kept', audio_url: upload });
    const list: unknown = await (await client.get('/v2/transcript')).json();
    expect(list).toMatchObject({ transcripts: [{ id }, { id: failed.id }, { id: done.id }] });
  });

  it('runs what was queued and what was processing again', async () => {
    const data = await makeFolder();
    const slow = engineThatWaits();
    const first = await start({ engine: slow.engine, data, concurrency: 1 });
    const [running, waiting] = [
      await first.client.create({ audio_url: await first.client.upload(wav) }),
      await first.client.create({ audio_url: await first.client.upload(wav) }),
    ];
    await slow.started;
    await first.emulator.close();

    const { client } = await start({ engine, data });
    expect(await client.wait(running.id)).toMatchObject({ status: 'completed', text: 'kept' });
    expect(await client.wait(waiting.id)).toMatchObject({ status: 'completed', text: 'kept' });
  });

  it('keeps projects apart, and deleted transcripts deleted', async () => {
    const data = await makeFolder();
    const keys = { 'key-a': 'a', 'key-b': 'b' };
    const first = await start({ engine, data, keys });
    const headers = { authorization: 'key-a' };
    const upload = async (): Promise<string> => {
      const response = await fetch(`${first.emulator.url}/v2/upload`, { method: 'POST', headers, body: wav });
      return ((await response.json()) as { upload_url: string }).upload_url;
    };
    const body = JSON.stringify({ audio_url: await upload() });
    const other = await upload();
    const init = { method: 'POST', headers, body };
    const { id } = (await (await fetch(`${first.emulator.url}/v2/transcript`, init)).json()) as { id: string };
    const look = async (url: string): Promise<{ status: string }> =>
      (await (await fetch(`${url}/v2/transcript/${id}`, { headers })).json()) as { status: string };
    while ((await look(first.emulator.url)).status !== 'completed');
    const url = `${first.emulator.url}/v2/transcript/${id}`;
    const scrubbed: unknown = await (await fetch(url, { method: 'DELETE', headers })).json();
    await first.emulator.close();

    const { emulator } = await start({ engine, data, keys });
    expect(await look(emulator.url)).toEqual(scrubbed);
    const foreign = { authorization: 'key-b' };
    expect((await fetch(`${emulator.url}/v2/transcript/${id}`, { headers: foreign })).status).toBe(400);
    const stolen = { method: 'POST', headers: foreign, body: JSON.stringify({ audio_url: other }) };
    expect((await fetch(`${emulator.url}/v2/transcript`, stolen)).status).toBe(403);
  });

  it('passes over what is half written, and clears drafts away', async () => {
    const data = await makeFolder();
    const first = await start({ engine, data });
    const [whole, torn] = [await first.client.transcribe(wav), await first.client.transcribe(wav)];
    await first.emulator.close();
    const path = join(data, 'jobs', `${torn.id}.json`);
    await truncate(path, (await stat(path)).size - 20);
    await writeFile(join(data, 'jobs', 'empty.json'), '');
    await writeFile(join(data, 'jobs', 'other.json'), '{"id": "other", "status": "completed"}');
    await appendFile(join(data, 'jobs', `${whole.id}.json.part`), '{"id":');
    const folder = join(data, 'uploads', (await readdir(join(data, 'uploads')))[0] ?? '');
    await writeFile(join(folder, 'a.part'), 'RIFF');

    const { client } = await start({ engine, data });
    expect(await client.look(whole.id)).toEqual(whole);
    expect((await client.get(`/v2/transcript/${torn.id}`)).status).toBe(400);
    expect((await client.get('/v2/transcript/other')).status).toBe(400);
    expect((await filesIn(data)).filter((file) => file.path.endsWith('.part'))).toEqual([]);
  });
});

it('a job is on the disk before its creation is answered, and its results before anybody sees them', async () => {
  const data = await makeFolder();
  const slow = engineThatWaits();
  const { client } = await start({ engine: slow.engine, data });
  const { id } = await client.create({ audio_url: await client.upload(wav) });
  const kept = async (): Promise<unknown> => JSON.parse(await readFile(join(data, 'jobs', `${id}.json`), 'utf8'));
  expect(await kept()).toMatchObject({ id, status: 'queued' });
  await slow.started;
  slow.finish();
  await client.wait(id);
  expect(await kept()).toMatchObject({ id, status: 'completed', results: { words: [] } });
});

it('what is kept can be read by its owner alone', async () => {
  const data = await makeFolder();
  const { client } = await start({ engine, data });
  const { id } = await client.transcribe(wav);
  expect((await stat(join(data, 'jobs', `${id}.json`))).mode & 0o077).toBe(0);
});

it('without a data folder, nothing is left and nothing is known', async () => {
  const time = createTestClock();
  const first = await start({ engine, clock: time.clock });
  const { id } = await first.client.transcribe(wav);
  await first.emulator.close();
  const { client } = await start({ engine });
  expect((await client.get(`/v2/transcript/${id}`)).status).toBe(400);
});

it('an emulator that is killed ten times, at any moment, stands by all it has said', async () => {
  const { created } = await surviveKills(await makeFolder(), 10);
  expect(created).toBeGreaterThan(10);
}, 120_000);
