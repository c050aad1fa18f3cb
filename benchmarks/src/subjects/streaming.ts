import { speak } from './speak.ts';
import type { OnTurn, Stream } from './stream.ts';
import { type StreamSide, openerOf } from './streams.ts';
import { median, subject } from './subject.ts';

interface Params {
  readonly side: StreamSide;
  readonly url: string;
  readonly streams: number;
  readonly seconds: number;
  /** Whether to look at the memory every tenth of the time, after a collection. */
  readonly slope?: boolean;
}

const warmUpMs = 6_000;

// An application's own heap: below 8 MiB V8 does not mark while it runs, and a side's weight would decide whether it does.
const application = Array.from({ length: 150_000 }, (_, at) => ({ at, text: String(at) }));
Object.assign(globalThis, { application });

/** What streams of one side take of time and memory, in a process of their own. */
void subject(async ({ side, url, streams: count, seconds, slope = false }: Params) => {
  const [upMs, downMs]: [number[], number[]] = [[], []];
  const onTurn: OnTurn = ({ up_ns: up, sent_ns: sent }) => {
    upMs.push(Number(up) / 1e6);
    downMs.push(Number(process.hrtime.bigint() - BigInt(String(sent))) / 1e6);
  };
  const open = await openerOf(side, url);
  // What is loaded at the first one is no stream's own.
  await (await open(() => undefined)).close();
  const emptyMiB = process.memoryUsage().rss / 2 ** 20;
  const streams: Stream[] = [];
  for (let at = 0; at < count; at += 1) streams.push(await open(onTurn));

  await speak(streams, { forMs: warmUpMs });
  upMs.length = downMs.length = 0;
  const heaps: number[] = [];
  const looks = slope ? 10 : 1;
  for (let look = 0; look < looks; look += 1) {
    await speak(streams, { forMs: (seconds * 1000) / looks });
    if (slope) heaps.push(heldKiB());
  }
  const rssMiB = (process.memoryUsage().rss / 2 ** 20 - emptyMiB) / count;
  // Closing ends open turns, which tells of their last message once more.
  const latencies = { ...percentiles('up', upMs), ...percentiles('down', downMs) };
  await Promise.all(streams.map((stream) => stream.close()));
  return { rssMiB, slopeKiB: (slopeOf(heaps) * looks * 60) / seconds / count, ...latencies };
});

function percentiles(name: string, values: readonly number[]): Record<string, number> {
  const sorted = values.toSorted((a, b) => a - b);
  return { [`${name}P50`]: median(sorted), [`${name}P99`]: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN };
}

function heldKiB(): number {
  for (let times = 0; times < 2; times += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 10;
}

/** Least squares, per look; the first half, in which everything finds its size, is left out. */
function slopeOf(all: readonly number[]): number {
  const values = all.slice(Math.floor(all.length / 2));
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [over, under] = values.reduce(
    ([sum, squares], value, at) => [sum + (at - middle) * (value - mean), squares + (at - middle) ** 2],
    [0, 0],
  );
  return over / under;
}
