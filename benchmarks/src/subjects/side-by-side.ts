import { speak } from './speak.ts';
import type { Stream } from './stream.ts';
import { type StreamSide, openerOf } from './streams.ts';
import { cpuMs, median, subject } from './subject.ts';

interface Params {
  readonly sides: readonly StreamSide[];
  readonly url: string;
  /** Of each side. */
  readonly streams: number;
}

interface Side {
  readonly side: StreamSide;
  readonly streams: readonly Stream[];
  /** Of each turn, in milliseconds. */
  readonly cpu: number[];
}

const rounds = 9;
const roundMs = 1_000;
const settleMs = 100;
// As many frames as a stream sends in a quarter of an hour: code that is still being compiled is not what runs for hours.
const warmUp = { forMs: 4_000, framesPerSecond: 5_000 };

/**
 * CPU of a stream's second of several sides in one process, in milliseconds: of the whole process, the median of a side's
 * turns.
 *
 * The sides, and one that does nothing with what it is fed, take turns of a second, so that what disturbs the machine, and
 * how V8 came to compile what they share, is the same for all. Each begins after a collection of what is young, for a side
 * would leave the next one garbage; one of everything would have V8 forget, and compile again, code of what is alive only
 * shortly.
 */
void subject(async ({ sides, url, streams: count }: Params) => {
  const all: Side[] = [];
  for (const side of ['nothing', ...sides] as const) {
    const open = await openerOf(side, url);
    const streams: Stream[] = [];
    for (let at = 0; at < count; at += 1) streams.push(await open(() => undefined));
    all.push({ side, streams, cpu: [] });
  }
  for (const { streams } of all) await speak(streams, warmUp);
  await new Promise((resolve) => setTimeout(resolve, 500));

  for (let round = 0; round < rounds; round += 1) {
    const first = Math.floor(round / 2) % all.length;
    const order = [...all.slice(first), ...all.slice(0, first)];
    await takeTurns(round % 2 === 0 ? order : order.toReversed());
  }
  return Object.fromEntries(all.map(({ side, cpu }) => [side, median(cpu) / (count * (roundMs / 1000))]));
});

async function takeTurns(sides: readonly Side[]): Promise<void> {
  for (const { streams, cpu } of sides) {
    globalThis.gc?.({ type: 'minor' });
    await speak(streams, { forMs: settleMs });
    const since = process.cpuUsage();
    await speak(streams, { forMs: roundMs });
    cpu.push(cpuMs(since));
  }
}
