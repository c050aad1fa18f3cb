import { speak } from './speak.ts';
import type { Stream } from './stream.ts';
import { type StreamSide, openerOf } from './streams.ts';
import { cpuMs, subject } from './subject.ts';

interface Params {
  readonly sides: readonly StreamSide[];
  readonly url: string;
  /** Of each side. */
  readonly streams: number;
}

const rounds = 6;
const roundMs = 1_000;
// As many frames as a stream sends in a quarter of an hour: code that is still being compiled is not what runs for hours.
const warmUp = { forMs: 4_000, framesPerSecond: 5_000 };

/**
 * CPU of a stream's second of several sides in one process, in milliseconds, the idle process taken off.
 *
 * The sides take turns of a second, so that what disturbs the machine, and how V8 came to compile what they share, is the
 * same for all.
 */
void subject(async ({ sides, url, streams: count }: Params) => {
  const all: { readonly side: StreamSide; readonly streams: Stream[]; cpu: number }[] = [];
  for (const side of ['nothing' as const, ...sides]) {
    const open = await openerOf(side, url);
    const streams: Stream[] = [];
    for (let at = 0; at < count; at += 1) streams.push(await open(() => undefined));
    all.push({ side, streams, cpu: 0 });
  }
  for (const { streams } of all) await speak(streams, warmUp);
  await new Promise((resolve) => setTimeout(resolve, 500));

  for (let round = 0; round < rounds; round += 1) {
    for (const one of round % 2 === 0 ? all : all.toReversed()) {
      const since = process.cpuUsage();
      await speak(one.streams, { forMs: roundMs });
      one.cpu += cpuMs(since);
    }
  }
  const idle = all[0]?.cpu ?? Number.NaN;
  const streamSeconds = (count * rounds * roundMs) / 1000;
  return Object.fromEntries(all.map(({ side, cpu }) => [side, (cpu - idle) / streamSeconds]));
});
