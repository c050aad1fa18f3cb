import { expect, it, vi } from 'vitest';
import { startEmulator } from '../src/index.ts';
import { melody, toWav } from './wav.ts';
import { engineThatHears, start } from './world.ts';

const wav = toWav([melody(10, 8_000, 1)], 8_000);

/** A clock that stands still until somebody lets it go on. */
function stoppedClock() {
  const asleep: { ms: number; wake: () => void }[] = [];
  return {
    asleep,
    clock: {
      now: () => 0,
      sleep: (ms: number, signal?: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          asleep.push({ ms, wake: resolve });
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    },
  };
}

it.each([
  [1, 1_000],
  [4, 250],
])('at speed %i a job of ten seconds is processing for %i ms', async (speed, ms) => {
  const { clock, asleep } = stoppedClock();
  const { client } = await start({ engine: engineThatHears({}), speed, clock });
  const { id } = await client.create({ audio_url: await client.upload(wav) });
  await vi.waitFor(() => expect(asleep).toHaveLength(1));
  expect((await client.look(id)).status).toBe('processing');
  expect(asleep[0]?.ms).toBeCloseTo(ms, -1);
  asleep[0]?.wake();
  expect((await client.wait(id)).status).toBe('completed');
});

it('without a speed jobs wait for nothing', async () => {
  const { clock, asleep } = stoppedClock();
  const { client } = await start({ engine: engineThatHears({}), clock });
  expect((await client.transcribe(wav)).status).toBe('completed');
  expect(asleep).toEqual([]);
});

it('an emulator that is closed waits for no job', async () => {
  const { clock, asleep } = stoppedClock();
  const { emulator, client } = await start({ engine: engineThatHears({}), speed: 1, clock });
  await client.create({ audio_url: await client.upload(wav) });
  await vi.waitFor(() => expect(asleep).toHaveLength(1));
  await emulator.close();
});

it.each([0, -1, Number.NaN])('a speed of %d is refused', async (speed) => {
  await expect(startEmulator({ speed })).rejects.toThrow('speed must be above zero');
});
