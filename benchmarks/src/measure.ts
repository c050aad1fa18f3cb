import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What one run of one side measured, by name. */
export type Metrics = Readonly<Record<string, number>>;

/** Smallest, middle and largest of some runs. */
export interface Summary {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** How often each side of a case runs. */
export const runs = 5;
/** How often, where a run takes many seconds of real time. */
export const longRuns = 3;

const root = import.meta.dirname;

/** Runs the sides in turn, so that what disturbs the machine disturbs them alike. */
export async function inTurn<Side extends string>(
  sides: readonly Side[],
  measure: (side: Side, run: number) => Promise<Metrics>,
  times = runs,
): Promise<Record<Side, readonly Metrics[]>> {
  const found = emptyRuns(sides);
  for (let run = 0; run < times; run += 1) {
    for (const side of sides) found[side].push(await measure(side, run));
  }
  return found;
}

/** Runs all the sides at once: for what mostly waits, and would take minutes in turn. */
export async function atOnce<Side extends string>(
  sides: readonly Side[],
  measure: (side: Side, run: number) => Promise<Metrics>,
): Promise<Record<Side, readonly Metrics[]>> {
  const found = emptyRuns(sides);
  const every = Array.from({ length: runs }, (_, run) => run);
  await Promise.all(every.flatMap((run) => sides.map(async (side) => void found[side].push(await measure(side, run)))));
  return found;
}

/** Starts `subjects/<name>` in a process of its own, and resolves with the metrics it prints. */
export async function inFreshProcess(name: string, params: object, nodeFlags: string[] = []): Promise<Metrics> {
  return await runNode([...nodeFlags, join(root, 'subjects', `${name}.js`), JSON.stringify(params)]);
}

/** CPU of streams of several sides, by side, in processes in which they take turns; the first is the last in the next one. */
export async function sideBySide(params: {
  readonly sides: readonly string[];
  readonly url: string;
  readonly streams: number;
  /** In how many processes. */
  readonly times?: number;
}): Promise<readonly Metrics[]> {
  const { url, streams, times = runs } = params;
  const inTheirOrder = async (_: 'all', run: number): Promise<Metrics> => {
    const sides = run % 2 === 0 ? params.sides : params.sides.toReversed();
    return await inFreshProcess('side-by-side', { sides, url, streams }, ['--expose-gc']);
  };
  const { all } = await inTurn(['all'], inTheirOrder, times);
  return all;
}

/** What every side of each process took beyond the one that does nothing. */
export function beyondNothing(found: readonly Metrics[]): readonly Metrics[] {
  return found.map((cpu) => {
    return Object.fromEntries(
      Object.entries(cpu).map(([side, value]) => [side, value - (cpu['nothing'] ?? Number.NaN)]),
    );
  });
}

/** Runs Node and parses what it prints. Its working folder is this package, for what it imports by name. */
export async function runNode(args: readonly string[]): Promise<Metrics> {
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: join(root, '..'), timeout: 180_000 });
  return JSON.parse(stdout);
}

export function summary(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const [min = Number.NaN, max = Number.NaN] = [sorted[0], sorted.at(-1)];
  return { min, median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, max };
}

export function of(metric: string, found: readonly Metrics[]): Summary {
  return summary(found.map((metrics) => metrics[metric] ?? Number.NaN));
}

/** One figure as a multiple of another, of each run that has both. */
export function ratioOf(metric: string, other: string, found: readonly Metrics[]): Summary {
  return summary(found.map((metrics) => (metrics[metric] ?? Number.NaN) / (metrics[other] ?? Number.NaN)));
}

function emptyRuns<Side extends string>(sides: readonly Side[]): Record<Side, Metrics[]> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `fromEntries` forgets the names
  return Object.fromEntries(sides.map((side) => [side, []])) as unknown as Record<Side, Metrics[]>;
}
