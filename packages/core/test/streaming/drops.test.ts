import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hasPocketsphinx } from '../../../emulator/src/engines/pocketsphinx.ts';
import type { StreamingEvent } from '../../src/index.ts';
import { type Dropping, countDrops, countRotations, expectWhole, streamDropping } from './drops.ts';
import { meeting, turnEnds, wordsOf } from './world.ts';

// All of it, more than a thousand drops: lanes/streaming-drops.
const wanted = Number(process.env['EARMARK_STREAM_DROPS'] ?? 120);
const models = ['universal-streaming-english', 'universal-3-6-pro', 'universal-streaming-english'];
// Between two words.
const totalMs = 29_500;
// The emulator finds a recording's place anew on each connection, to a few milliseconds; an error would not add up.
const placingMs = 10;

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9']/g, '');

async function stream(dropping: Omit<Dropping, 'params'>) {
  const kind = dropping.seed % models.length;
  const params = { speech_model: models[kind], format_turns: kind === 2 };
  return await streamDropping(await meeting(0, totalMs), { ...dropping, params });
}

function expectSame(events: readonly StreamingEvent[], whole: readonly StreamingEvent[], note: string): void {
  const [heard, truth] = [wordsOf(events), wordsOf(whole)];
  expect(
    heard.map(({ text }) => plain(text)),
    note,
  ).toEqual(truth.map(({ text }) => plain(text)));
  const driftsMs = heard.map(({ start, end }, index) =>
    Math.max(Math.abs(start - (truth[index]?.start ?? 0)), Math.abs(end - (truth[index]?.end ?? 0))),
  );
  expect(Math.max(...driftsMs), note).toBeLessThanOrEqual(placingMs);
  const starts = heard.map(({ start }) => start);
  expect(starts, note).toEqual(starts.toSorted((a, b) => a - b));
  const orders = turnEnds(events).map(({ turn_order }) => turn_order);
  expect(orders, note).toEqual(orders.map((_, index) => index));
}

it.each([
  [wanted, 'drops', undefined],
  [Math.ceil(wanted / 4), 'drops and sessions left for others', 10],
])('every word comes once, in order and on time, over %i %s', { timeout: 900_000 }, async (most, _, lifeSeconds) => {
  const whole = await Promise.all([...models.keys()].map((seed) => stream({ seed, drops: 0 })));
  let [dropped, rotated] = [0, 0];
  for (let seed = 0; dropped < most; seed += 1) {
    const one = await stream({ seed, drops: lifeSeconds === undefined ? 12 : 4, lifeSeconds });
    const note = `seed ${seed}`;
    dropped += countDrops(one);
    rotated += countRotations(one);
    expectSame(one.events, whole[seed % models.length]?.events ?? [], note);
    expectWhole(one, totalMs, note);
  }
  expect(dropped).toBeGreaterThanOrEqual(most);
  expect(rotated > 0).toBe(lifeSeconds !== undefined);
  process.stdout.write(`${dropped} drops, ${rotated} rotations: every word once, in order and on time\n`);
});

const recording = new URL('../../../../../shared/audio/jfk.wav', import.meta.url);
const reason = (await hasPocketsphinx())
  ? existsSync(recording)
    ? undefined
    : 'shared/audio/jfk.wav is not beside the repository'
  : 'pocketsphinx and pocketsphinx-en-us are not installed';

it.skipIf(reason !== undefined)(
  `speech nobody knows is made final once, over ten drops${reason === undefined ? '' : ` (skipped: ${reason})`}`,
  { timeout: 300_000 },
  async () => {
    const audio = readFileSync(recording).subarray(44);
    const params = { speech_model: 'universal-streaming-english' };
    const one = await streamDropping(audio, { seed: 5, drops: 10, params, engine: 'pocketsphinx' });
    expect(countDrops(one)).toBeGreaterThan(0);
    expectWhole(one, Math.floor(audio.length / 32), 'jfk');
    const words = wordsOf(one.events);
    expect(words.length).toBeGreaterThan(10);
    const starts = words.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  },
);
