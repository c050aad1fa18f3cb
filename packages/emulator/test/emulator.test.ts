import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmulator } from '../src/index.ts';
import { connect } from './client.ts';
import { melody, toWav } from './wav.ts';
import { engineThatHears, engineThatWaits, makeFolder, start } from './world.ts';

const wav = toWav([melody(1, 16_000, 1)], 16_000);

/** Gives the emulators of one test a folder for temporary files that nobody else uses. */
async function ownTemporaryFolder(): Promise<() => Promise<string[]>> {
  const folder = await makeFolder();
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  onTestFinished(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });
  expect(tmpdir()).toBe(folder);
  return () => readdir(folder);
}

async function quickly(promise: Promise<unknown>): Promise<void> {
  await Promise.race([promise, sleep(2_000).then(() => Promise.reject(new Error('still not settled after 2 s')))]);
}

describe('closing settles quickly and leaves no temporary folder', () => {
  it('when nothing happened', async () => {
    const temporary = await ownTemporaryFolder();
    const emulator = await startEmulator({ engine: 'fixtures' });
    expect(await temporary()).toHaveLength(1);
    await quickly(emulator.close());
    expect(await temporary()).toEqual([]);
  });

  it('after an upload, and when called twice', async () => {
    const temporary = await ownTemporaryFolder();
    const emulator = await startEmulator({ engine: 'fixtures' });
    await connect(emulator.url).upload(wav);
    await quickly(Promise.all([emulator.close(), emulator.close()]));
    await quickly(emulator.close());
    expect(await temporary()).toEqual([]);
  });

  it('while a job runs, which its engine is told', async () => {
    const temporary = await ownTemporaryFolder();
    const slow = engineThatWaits();
    const emulator = await startEmulator({ engine: slow.engine });
    const client = connect(emulator.url);
    await client.create({ audio_url: await client.upload(wav) });
    await slow.started;
    await quickly(emulator.close());
    expect(await temporary()).toEqual([]);
  });

  it('while a job downloads', async () => {
    const temporary = await ownTemporaryFolder();
    const stalled = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\nRIFF');
    });
    stalled.listen(0, '127.0.0.1');
    await once(stalled, 'listening');
    onTestFinished(() => void stalled.close());
    const emulator = await startEmulator({ engine: 'fixtures' });
    const asked = once(stalled, 'connection');
    await connect(emulator.url).create({ audio_url: `http://127.0.0.1:${(stalled.address() as AddressInfo).port}/a` });
    await asked;
    await quickly(emulator.close());
    expect(await temporary()).toEqual([]);
  });

  it('while an upload is under way', async () => {
    const temporary = await ownTemporaryFolder();
    const emulator = await startEmulator({ engine: 'fixtures' });
    const endless = new ReadableStream({
      async pull(controller) {
        await sleep(1);
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { authorization: 'a' },
      body: endless,
      duplex: 'half',
    };
    const upload = fetch(`${emulator.url}/v2/upload`, init);
    const failed = expect(upload).rejects.toThrow();
    while ((emulator.journal[0]?.bytes ?? 0) < 500_000) await sleep(5);
    await quickly(emulator.close());
    await failed;
    expect(await temporary()).toEqual([]);
    expect(emulator.journal[0]?.status).toBeUndefined();
  });

  it('while an answer is held back', async () => {
    const temporary = await ownTemporaryFolder();
    const script = { 'GET /v2/transcript/{transcript_id}': [{ delayMs: 60_000, status: 500 }] };
    const emulator = await startEmulator({ engine: 'fixtures', script });
    const failed = expect(connect(emulator.url).get('/v2/transcript/a')).rejects.toThrow();
    while (emulator.journal.length === 0) await sleep(5);
    await quickly(emulator.close());
    await failed;
    expect(await temporary()).toEqual([]);
  });
});

it('a closed emulator answers no more', async () => {
  const emulator = await startEmulator({ engine: 'fixtures' });
  await emulator.close();
  await expect(fetch(emulator.url)).rejects.toThrow();
});

it('an emulator is disposable', async () => {
  const temporary = await ownTemporaryFolder();
  {
    await using emulator = await startEmulator({ engine: 'fixtures' });
    expect((await connect(emulator.url).get('/v2/transcript/a')).status).toBe(400);
  }
  expect(await temporary()).toEqual([]);
});

it('two emulators run at once, and know nothing of each other', async () => {
  const [one, other] = [
    await start({ engine: engineThatHears({ text: 'one' }) }),
    await start({ engine: engineThatHears({ text: 'other' }) }),
  ];
  const transcripts = await Promise.all([one.client.transcribe(wav), other.client.transcribe(wav)]);
  expect(transcripts.map(({ text }) => text)).toEqual(['one', 'other']);
  expect((await other.client.get(`/v2/transcript/${transcripts[0].id}`)).status).toBe(400);
  expect(one.emulator.journal.every((entry) => !entry.path.includes(transcripts[1].id))).toBe(true);
});

it('a port in use rejects with an error that names it, and leaves no temporary folder', async () => {
  const { emulator } = await start();
  const temporary = await ownTemporaryFolder();
  const port = Number(new URL(emulator.url).port);
  await expect(startEmulator({ engine: 'fixtures', port })).rejects.toThrow(`address already in use 127.0.0.1:${port}`);
  expect(await temporary()).toEqual([]);
});

it.each([0, -1, NaN])(
  'a concurrency of %d, with which no job would ever run, rejects the start',
  async (concurrency) => {
    const starting = startEmulator({ engine: 'fixtures', concurrency });
    await expect(starting).rejects.toThrow(`concurrency must be at least 1, not ${concurrency}`);
  },
);

it('a data folder that cannot be one rejects the start, and leaves no temporary folder', async () => {
  const data = join(await makeFolder(), 'file');
  await writeFile(data, 'not a folder');
  const temporary = await ownTemporaryFolder();
  await expect(startEmulator({ engine: 'fixtures', data })).rejects.toThrow(/ENOTDIR|EEXIST/);
  expect(await temporary()).toEqual([]);
});

it('an engine of one’s own is asked, with the sound and nothing else before it', async () => {
  const sounds: [number, number][] = [];
  const engine = {
    name: 'mine',
    recognise: (sound: { sampleRate: number; channels: readonly Float32Array[] }) => {
      sounds.push([sound.sampleRate, sound.channels.length]);
      return Promise.resolve(undefined);
    },
  };
  const { emulator, client } = await start({ engine });
  expect(emulator.engines).toEqual(['mine']);
  const { error } = await client.transcribe(toWav([melody(1, 8_000, 1), melody(1, 8_000, 2)], 8_000));
  expect(error).toContain('asked: mine');
  expect(sounds).toEqual([[8_000, 2]]);
});
