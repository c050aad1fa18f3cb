import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ClipParams } from '../src/index.ts';
import { countOf, errorOf, reasonOf, recording, startFaulty } from './world.ts';

const route = 'POST /v1/transcribe';
const pcm = recording.subarray(44);
const raw = { sample_rate: 8000, channels: 1 };

describe('a clip', () => {
  it.each<[string, Uint8Array | Blob, ClipParams]>([
    ['a WAV', recording, { timestamps: true }],
    ['a WAV as a Blob', new Blob([recording]), { timestamps: true }],
    ['raw PCM', pcm, { ...raw, timestamps: true }],
  ])('is heard in one round trip, as %s', async (_, audio, params) => {
    await using world = await startFaulty({});
    const clip = await world.client.transcripts.transcribeClip(audio, params);
    expect(clip).toMatchObject({ text: 'Good morning.', audio_duration_ms: 1000, words: [{ start: 0 }, { end: 700 }] });
    expect(world.emulator.journal).toMatchObject([
      { route, status: 200, headers: { 'x-aai-model': 'universal-3-5-pro' } },
    ]);
  });

  it('is heard from a path, with its length', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'earmark-core-'));
    const file = join(folder, 'a clip.wav');
    await writeFile(file, recording);
    await using world = await startFaulty({});
    const clip = await world.client.transcripts.transcribeClip(file);
    await rm(folder, { recursive: true });
    expect(clip.text).toBe('Good morning.');
    expect(Number(world.emulator.journal[0]?.headers['content-length'])).toBeGreaterThan(recording.byteLength);
  });

  it('is heard from a stream, without one', async () => {
    await using world = await startFaulty({});
    expect((await world.client.transcripts.transcribeClip(Readable.from([recording]))).text).toBe('Good morning.');
    expect(world.emulator.journal[0]?.headers['content-length']).toBeUndefined();
  });

  it('is sent again when it was surely not heard, and not when it may have been', async () => {
    await using world = await startFaulty({ [route]: [{ status: 429 }, {}, { reset: true }] });
    expect((await world.client.transcripts.transcribeClip(recording)).text).toBe('Good morning.');
    expect(await errorOf(world.client.transcripts.transcribeClip(recording))).toMatchObject({
      code: 'network',
      retryable: true,
    });
    expect(countOf(world.emulator, route)).toBe(3);
  });

  it.each<[string, string, ClipParams, object]>([
    ['an http URL', 'https://example.org/a.wav', {}, { code: 'unsupported' }],
    ['a path that names nothing', '/nowhere/a.wav', {}, { code: 'invalid' }],
  ])('is refused as %s before anything is sent', async (_, audio, params, expected) => {
    await using world = await startFaulty({});
    expect(await errorOf(world.client.transcripts.transcribeClip(audio, params))).toMatchObject(expected);
    expect(world.emulator.journal).toEqual([]);
  });

  it.each<[string, Uint8Array, ClipParams]>([
    ['no audio', new Uint8Array(0), {}],
    ['a rate that is none', pcm, { sample_rate: Number.NaN, channels: 1 }],
  ])('is refused with %s before anything is sent', async (_, audio, params) => {
    await using world = await startFaulty({});
    expect(await errorOf(world.client.transcripts.transcribeClip(audio, params))).toMatchObject({ code: 'invalid' });
    expect(world.emulator.journal).toEqual([]);
  });

  it('that the service refuses is an error in its words', async () => {
    await using world = await startFaulty({});
    const error = await errorOf(world.client.transcripts.transcribeClip(new TextEncoder().encode('no audio at all')));
    expect(error).toMatchObject({ code: 'invalid', status: 400 });
    expect(error.message).toContain('WAV');
  });

  it('hears an abort, before and while it is heard', async () => {
    await using world = await startFaulty({ [route]: [{ hang: true }] });
    const before = { signal: AbortSignal.abort('before') };
    expect(await reasonOf(world.client.transcripts.transcribeClip(recording, {}, before))).toBe('before');
    const stop = new AbortController();
    const pending = reasonOf(world.client.transcripts.transcribeClip(recording, {}, { signal: stop.signal }));
    await expect.poll(() => world.emulator.journal.length).toBe(1);
    stop.abort('while');
    expect(await pending).toBe('while');
  });
});
