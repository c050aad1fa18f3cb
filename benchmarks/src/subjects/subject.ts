import { readFileSync } from 'node:fs';
import type { Metrics } from '../measure.ts';

/** Runs what is measured, with the parameters its parent gave, and prints what it found. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what was written as JSON is read as what it was
export async function subject<Params>(measure: (params: Params) => Promise<Metrics>): Promise<void> {
  const params: Params = JSON.parse(process.argv[2] ?? '{}');
  process.stdout.write(JSON.stringify(await measure(params)), () => process.exit());
}

/** Milliseconds of CPU since `since`, of all threads. */
export function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** The most memory this process ever held; `maxRSS` counts its parent's, too, until it was replaced. */
export function peakRssMiB(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

/** Ticks every millisecond; the returned function ends it and tells the longest time between two ticks. */
export function watchLoop(): () => number {
  let longest = 0;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - lastMs);
    lastMs = now;
  }, 1);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
