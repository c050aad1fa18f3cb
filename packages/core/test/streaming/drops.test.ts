import { expect, it } from 'vitest';
import type { StreamingEvent } from '../../src/index.ts';
import { collect, meeting, startStreams, turnEnds } from './world.ts';

// All of it, more than a thousand drops: EARMARK_STREAM_DROPS=1000.
const wanted = Number(process.env['EARMARK_STREAM_DROPS'] ?? 120);
const models = ['universal-streaming-english', 'universal-3-6-pro', 'universal-streaming-english'];
// Between two words.
const totalMs = 29_500;
// The emulator finds a recording's place anew on each connection, to a few milliseconds; an error would not add up.
const placingMs = 10;

// A small generator with a seed: mulberry32.
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const reasons = [{ drop: true }, { drop: true }, { close: 1011 }, { close: 3005 }, { close: 1012 }];

async function stream(seed: number, drops: number) {
  const random = seeded(seed);
  const plans = Array.from({ length: drops }, () => ({
    atByte: Math.floor(random() * 8_000 * 32),
    ...reasons[Math.floor(random() * reasons.length)],
  }));
  const params = { speech_model: models[seed % 3] ?? '', format_turns: seed % 3 === 2 };
  await using world = await startStreams(plans, { random });
  const audio = await meeting(0, totalMs);
  const chunkMs = 20 + Math.floor(random() * 200);
  async function* pieces() {
    for (let at = 0; at < audio.length; at += chunkMs * 32 + 1) yield audio.subarray(at, at + chunkMs * 32 + 1);
  }
  const options = { pacing: 'off', replayPace: 1_000, reconnect: { attempts: 50, withinMs: 600_000 } } as const;
  const events = await collect(world.client.streaming.transcribe(pieces(), params, options));
  return { events, journal: world.emulator.journal.map((entry) => entry.stream), sent: drops };
}

const wordsOf = (events: readonly StreamingEvent[]) => turnEnds(events).flatMap(({ words }) => words);
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9']/g, '');

it(
  `every word comes once, in order and on time, over ${wanted} dropped connections`,
  { timeout: 600_000 },
  async () => {
    const whole = await Promise.all(models.map((_, seed) => stream(seed, 0)));
    let dropped = 0;
    for (let seed = 0; dropped < wanted; seed += 1) {
      const { events, journal } = await stream(seed, 12);
      const note = `seed ${seed}`;
      dropped += journal.filter((one) => one?.closed?.by === 'service' && one.closed.code !== 1000).length;
      const truth = wordsOf(whole[seed % 3]?.events ?? []);
      const heard = wordsOf(events);
      expect(
        heard.map(({ text }) => plain(text)),
        note,
      ).toEqual(truth.map(({ text }) => plain(text)));
      const driftsMs = heard.map(({ start, end }, index) =>
        Math.max(Math.abs(start - (truth[index]?.start ?? 0)), Math.abs(end - (truth[index]?.end ?? 0))),
      );
      expect(Math.max(...driftsMs), note).toBeLessThanOrEqual(placingMs);
      expect(
        heard.filter(({ start }, index) => start < (heard[index - 1]?.start ?? 0)),
        note,
      ).toEqual([]);
      const orders = turnEnds(events).map(({ turn_order }) => turn_order);
      expect(orders, note).toEqual(orders.map((_, index) => index));
      const bases = [0, ...events.flatMap((event) => (event.type === 'reconnect' ? [event.fromMs] : []))];
      const streams = journal.filter((one) => one !== undefined);
      expect(streams.length, note).toBe(bases.length);
      let atMs = 0;
      for (const [index, one] of streams.entries()) {
        for (const { fromMs, toMs } of one.finalised) {
          expect(fromMs + (bases[index] ?? 0), note).toBe(atMs);
          atMs = toMs + (bases[index] ?? 0);
        }
      }
      expect(atMs, note).toBeGreaterThanOrEqual(totalMs);
    }
    expect(dropped).toBeGreaterThanOrEqual(wanted);
  },
);
