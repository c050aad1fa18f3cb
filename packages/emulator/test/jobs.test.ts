import { describe, expect, it } from 'vitest';
import { type SpeechEngine, startEmulator } from '../src/index.ts';
import { until } from './clock.ts';
import { type Transcript, connect } from './client.ts';
import { melody, toWav } from './wav.ts';
import { engineThatHears, start } from './world.ts';

const wav = toWav([melody(1, 16_000, 1)], 16_000);

/** An engine that listens until it is told to finish, one recording at a time. */
function engineInSteps() {
  const listening: (() => void)[] = [];
  const engine: SpeechEngine = {
    name: 'steps',
    recognise: (_sound, signal) =>
      new Promise((resolve, reject) => {
        listening.push(() => resolve({ words: [], languageCode: 'en_us' }));
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  };
  return { engine, listening };
}

describe('more jobs than may run at once', () => {
  it('wait their turn in the order they came, and say that they were throttled', async () => {
    const { engine, listening } = engineInSteps();
    const { client } = await start({ engine, concurrency: 2 });
    const audio_url = await client.upload(wav);
    const jobs: Transcript[] = [];
    for (let at = 0; at < 4; at += 1) jobs.push(await client.create({ audio_url }));
    expect(jobs.map((job) => job['throttled'])).toEqual([false, false, true, true]);
    const statuses = async () => (await Promise.all(jobs.map(({ id }) => client.look(id)))).map(({ status }) => status);
    await until(() => listening.length === 2);
    expect(await statuses()).toEqual(['processing', 'processing', 'queued', 'queued']);
    listening[0]?.();
    await until(() => listening.length === 3);
    expect(await statuses()).toEqual(['completed', 'processing', 'processing', 'queued']);
    listening.forEach((finish) => finish());
    await until(() => listening.length === 4);
    listening[3]?.();
    expect(await client.wait(jobs[3]?.id ?? '')).toMatchObject({ status: 'completed', throttled: true });
    const { id } = await client.create({ audio_url });
    expect((await client.look(id))['throttled']).toBe(false);
  });

  it('are found by throttled_only, whatever status is asked for', async () => {
    const { engine, listening } = engineInSteps();
    const { client } = await start({ engine, concurrency: 1 });
    const audio_url = await client.upload(wav);
    await client.create({ audio_url });
    const { id } = await client.create({ audio_url });
    await until(() => listening.length === 1);
    const list: unknown = await (await client.get('/v2/transcript?throttled_only=true&status=error')).json();
    expect(list).toMatchObject({ page_details: { result_count: 1 }, transcripts: [{ id, status: 'queued' }] });
  });

  it('do not hold up the end of the emulator', async () => {
    const { engine, listening } = engineInSteps();
    const emulator = await startEmulator({ engine, concurrency: 1 });
    const client = connect(emulator.url);
    const audio_url = await client.upload(wav);
    for (let at = 0; at < 5; at += 1) await client.create({ audio_url });
    await until(() => listening.length === 1);
    await emulator.close();
    expect(listening).toHaveLength(1);
  });
});

it('a job that fails leaves its place to the next', async () => {
  const { client } = await start({ engine: engineThatHears({}), concurrency: 1 });
  const [bad, good] = [await client.upload('no audio'), await client.upload(wav)];
  const jobs = [await client.create({ audio_url: bad }), await client.create({ audio_url: good })];
  const ended = await Promise.all(jobs.map(({ id }) => client.wait(id)));
  expect(ended.map(({ status }) => status)).toEqual(['error', 'completed']);
});

describe('an id that is a trick is an unknown id, never a path:', () => {
  const unknown = [400, { error: 'Transcript lookup error, transcript id not found' }];

  it.each([
    ['a way up', '..%2f..%2fetc%2fpasswd'],
    ['a NUL', 'a%00'],
    ['a percent sign that is none', '%zz'],
    ['a property of every object', '__proto__'],
    ['a very long one', 'a'.repeat(8_000)],
    ['an upload', '..%2Fuploads%2Fa'],
  ])('%s', async (_what, id) => {
    const { emulator, client } = await start();
    for (const rest of ['', '/srt']) {
      const response = await client.get(`/v2/transcript/${id}${rest}`);
      expect([response.status, await response.json()]).toEqual(unknown);
    }
    const init = { method: 'DELETE', headers: { authorization: 'a' } };
    const response = await fetch(`${emulator.url}/v2/transcript/${id}`, init);
    expect([response.status, await response.json()]).toEqual(unknown);
  });

  it.each(['/upload/../../etc/passwd', '/upload/..%2f..%2fa', `/upload/${'0'.repeat(32)}/../../a`])(
    'an upload URL %s',
    async (path) => {
      const { emulator, client } = await start();
      const { id } = await client.create({ audio_url: emulator.url + path });
      expect((await client.wait(id)).error).toMatch(/^Download error, unable to download/);
    },
  );
});
