import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/audio/decode.ts';
import { melody, toWav } from '../wav.ts';
import { engineThatHears, engineThatWaits, makeFolder, start } from '../world.ts';
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

async function redacted(params: object, channels = [tune]) {
  const { client } = await start({ engine });
  const { id, metadata } = await client.transcribe(toWav(channels, rate), params);
  const response = await client.get(`/v2/transcript/${id}/redacted-audio`);
  const { status, redacted_audio_url } = (await response.json()) as Record<string, string>;
  // Without a key, as an audio element asks.
  const audio = await fetch(redacted_audio_url ?? '');
  const path = join(await makeFolder(), 'redacted.wav');
  await writeFile(path, new Uint8Array(await audio.arrayBuffer()));
  return { status, metadata, type: audio.headers.get('content-type'), sound: await decode(path) };
}

function loudness(samples: Float32Array | undefined): number {
  const part = samples?.subarray(from, to) ?? new Float32Array(1);
  return Math.sqrt(part.reduce((sum, sample) => sum + sample ** 2, 0) / part.length);
}

describe('redacted audio', () => {
  it('is the recording, with a beep where something was redacted', async () => {
    const { status, type, metadata, sound } = await redacted(wanted);
    expect([status, type, metadata]).toEqual(['redacted_audio_ready', 'audio/wav', undefined]);
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
    expect(sound?.channels.map(loudness)).toEqual([0, 0]);
  });

  it('is redacted outside the part that was transcribed, too', async () => {
    const { sound } = await redacted({ ...wanted, audio_start_from: 1_000 });
    expect(loudness(sound?.channels[0])).toBeCloseTo(0.2 / Math.SQRT2, 2);
  });

  it('says that it is no mp3', async () => {
    const { metadata } = await redacted({ ...wanted, redact_pii_audio_quality: undefined });
    expect(metadata?.warnings).toEqual([{ message: expect.stringMatching(/as wav, not as mp3/) }]);
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
