import { spawnSync } from 'node:child_process';
import { type FileHandle, open, readdir, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { decode } from '../../src/audio/decode.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, engineThatWaits, makeFolder, start, withoutFfmpeg } from '../world.ts';
import { say } from './say.ts';

const rate = 16_000;
const tune = melody(3, rate, 1);
const engine = engineThatHears(...say('Ask Maria about it.'));
const wanted = {
  redact_pii: true,
  redact_pii_policies: ['person_name'],
  redact_pii_audio: true,
  redact_pii_audio_quality: 'wav',
};
// "Maria" is said from 500 to 900 ms.
const [from, to] = [(500 * rate) / 1_000, (900 * rate) / 1_000];

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
const unless = hasFfmpeg ? '' : ' (skipped: ffmpeg is not installed)';

async function redacted(params: object, channels = [tune], hears = engine) {
  const { client } = await start({ engine: hears });
  const { id, metadata } = await client.transcribe(toWav(channels, rate), params);
  const response = await client.get(`/v2/transcript/${id}/redacted-audio`);
  const { status, redacted_audio_url = '' } = (await response.json()) as Record<string, string>;
  // Without a key, as an audio element asks.
  const audio = await fetch(redacted_audio_url);
  const path = join(await makeFolder(), 'redacted.wav');
  await writeFile(path, new Uint8Array(await audio.arrayBuffer()));
  const type = [extname(redacted_audio_url), audio.headers.get('content-type')];
  return { status, metadata, type, sound: await decode(path) };
}

/** What a folder holds each time that something is flushed to the disk. */
async function spyOnFlushes(folder: string): Promise<string[][]> {
  const flushed: string[][] = [];
  const handle = await open(import.meta.dirname);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const { sync } = prototype;
  const spy = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    flushed.push(await readdir(folder));
    await sync.call(this);
  });
  onTestFinished(() => spy.mockRestore());
  return flushed;
}

function loudness(samples: Float32Array | undefined, first = from, end = to): number {
  const part = samples?.subarray(first, end) ?? new Float32Array(1);
  return Math.sqrt(part.reduce((sum, sample) => sum + sample ** 2, 0) / part.length);
}

describe('redacted audio', () => {
  it('is the recording, with a beep where something was redacted', async () => {
    const { status, type, metadata, sound } = await redacted(wanted);
    expect([status, type, metadata]).toEqual(['redacted_audio_ready', ['.wav', 'audio/wav'], undefined]);
    const [channel] = sound?.channels ?? [];
    expect(channel).toHaveLength(tune.length);
    channel?.forEach((sample, at) => {
      const isBeep = at >= from && at < to;
      const expected = isBeep ? 0.2 * Math.sin((2 * Math.PI * 1_000 * (at - from)) / rate) : (tune[at] ?? 0);
      if (Math.abs(sample - expected) > 1e-3) expect([at, sample]).toEqual([at, expected]);
    });
    expect(loudness(channel)).toBeCloseTo(0.2 / Math.SQRT2, 2);
  });

  it('is silent there instead, where that is wanted, in every channel', async () => {
    const silence = { redact_pii_audio_options: { override_audio_redaction_method: 'silence' } };
    const { sound } = await redacted({ ...wanted, ...silence }, [tune, melody(3, rate, 60)]);
    expect(sound?.channels.map((channel) => loudness(channel))).toEqual([0, 0]);
  });

  it('is redacted outside the part that was transcribed, too', async () => {
    const { sound } = await redacted({ ...wanted, audio_start_from: 1_000 });
    expect(loudness(sound?.channels[0])).toBeCloseTo(0.2 / Math.SQRT2, 2);
  });

  it('is wav where no ffmpeg writes mp3, and says so', async () => {
    withoutFfmpeg();
    const { type, metadata, sound } = await redacted({ ...wanted, redact_pii_audio_quality: undefined });
    expect(metadata?.warnings).toEqual([{ message: expect.stringMatching(/as wav, not as mp3/) }]);
    expect([type, sound?.channels[0]?.length]).toEqual([['.wav', 'audio/wav'], tune.length]);
  });

  it.skipIf(!hasFfmpeg).each([undefined, 'mp3'])(`is mp3 where the quality is %s${unless}`, async (quality) => {
    const options = { override_audio_redaction_method: 'silence' };
    const params = { ...wanted, redact_pii_audio_quality: quality, redact_pii_audio_options: options };
    const { type, metadata, sound } = await redacted(params);
    expect([type, metadata]).toEqual([['.mp3', 'audio/mpeg'], undefined]);
    const [channel] = sound?.channels ?? [];
    // Away from the edges, which coding moves and blurs.
    const blur = 0.1 * rate;
    expect(Math.abs((channel?.length ?? 0) - tune.length)).toBeLessThan(blur);
    expect(loudness(channel, from + blur, to - blur)).toBeLessThan(0.01);
    expect(loudness(channel, 0, from - blur)).toBeCloseTo(loudness(tune, 0, from - blur), 1);
  });

  it('is none where nobody says anything, unless that is wanted', async () => {
    const silent = engineThatHears();
    const { client } = await start({ engine: silent });
    const { id } = await client.transcribe(toWav([tune], rate), wanted);
    const response = await client.get(`/v2/transcript/${id}/redacted-audio`);
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: expect.stringContaining('return_redacted_no_speech_audio') },
    ]);
    const options = { redact_pii_audio_options: { return_redacted_no_speech_audio: true } };
    const { status, sound } = await redacted({ ...wanted, ...options }, [tune], silent);
    expect([status, sound?.channels[0]?.length]).toEqual(['redacted_audio_ready', tune.length]);
  });

  it('is flushed to the disk before anybody sees it, for its owner alone, and there after a restart', async () => {
    const data = await makeFolder();
    const folder = join(data, 'redacted');
    const flushed = await spyOnFlushes(folder);
    const first = await start({ engine, data });
    const { id } = await first.client.transcribe(toWav([tune], rate), wanted);
    // The file while it is a draft, then the folder that has its name.
    expect(flushed).toContainEqual([`${id}.wav.part`]);
    expect(flushed).toContainEqual([`${id}.wav`]);
    expect((await stat(join(folder, `${id}.wav`))).mode & 0o077).toBe(0);
    await first.emulator.close();
    await writeFile(join(folder, 'torn.wav.part'), 'RIFF');

    const { client } = await start({ engine, data });
    const response = await client.get(`/v2/transcript/${id}/redacted-audio`);
    const { redacted_audio_url } = (await response.json()) as { redacted_audio_url: string };
    expect((await fetch(redacted_audio_url)).status).toBe(200);
    expect(await readdir(folder)).toEqual([`${id}.wav`]);
  });

  it('is refused where it was never wanted, and is none of anybody else’s', async () => {
    const { client, emulator } = await start({ engine });
    const { id } = await client.transcribe(toWav([tune], rate), { redact_pii: true });
    expect((await client.get(`/v2/transcript/${id}/redacted-audio`)).status).toBe(400);
    expect((await client.get('/v2/transcript/unknown/redacted-audio')).status).toBe(400);
    expect((await fetch(`${emulator.url}/redacted-audio/${id}.wav`)).status).toBe(404);
  });

  it('is on its way while the job runs', async () => {
    const { engine: slow, started } = engineThatWaits();
    const { client } = await start({ engine: slow });
    const { id } = await client.create({ audio_url: await client.upload(toWav([tune], rate)), ...wanted });
    await started;
    const response = await client.get(`/v2/transcript/${id}/redacted-audio`);
    expect([response.status, await response.json()]).toEqual([202, { status: 'processing' }]);
  });
});
