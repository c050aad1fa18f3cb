import { type Summary, summary } from './measure.ts';

/** One thing measured on both sides. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  /** Absent where it cannot. */
  readonly sdk?: Summary;
  readonly ours: Summary;
  /** Ours as a multiple of the SDK's, or of the floor; absent where a figure is only told. */
  readonly target?: { readonly atMost: number; readonly ofFloor?: true } | { readonly atLeast: number };
  /** What no client can do better than, measured in the same run, and what it is. */
  readonly floor?: { readonly is: string; readonly value: Summary };
  /** Ours as a multiple of the floor, of each process that had both; of the medians if omitted. */
  readonly ofFloor?: Summary;
}

const heads = ['case', 'sdk', 'ours', 'ratio', 'target', 'met?', 'floor'];

/** A Markdown table; figures are min / median / max, ratios are of medians. */
export function toTable(rows: readonly Row[]): string {
  const cells = [heads, ...rows.map(toCells)];
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function toCells({ what, unit, sdk, ours, target, floor, ofFloor }: Row): string[] {
  const isOfFloor = target !== undefined && 'ofFloor' in target;
  const other = isOfFloor ? floor?.value : sdk;
  const ratio = (isOfFloor ? ofFloor : undefined) ?? summary([ours.median / (other?.median ?? Number.NaN)]);
  const told = isOfFloor || ofFloor !== undefined ? `(${shown(ofFloor ?? ratio)}x)` : '';
  return [
    `${what}, ${unit}`,
    sdk === undefined ? '' : shown(sdk),
    shown(ours),
    sdk === undefined ? '' : `${short(ours.median / sdk.median)}x${overlap(sdk, ours) ? ' (ranges overlap)' : ''}`,
    target === undefined ? '' : `${bound(target)}x${isOfFloor ? ' the floor' : ''}`,
    target === undefined || other === undefined ? told : `${verdict(target, ratio)} ${told}`.trimEnd(),
    floor === undefined ? '' : `${shown(floor.value)} ${floor.is}`,
  ];
}

type Target = NonNullable<Row['target']>;

function bound(target: Target): string {
  return 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
}

function verdict(target: Target, ratio: Summary): string {
  return ('atMost' in target ? ratio.median <= target.atMost : ratio.median >= target.atLeast) ? 'yes' : 'no';
}

// A difference counts only when the worst run of one side beats the best of the other.
function overlap(a: Summary, b: Summary): boolean {
  return (a.min !== a.max || b.min !== b.max) && a.min <= b.max && b.min <= a.max;
}

function shown({ min, median, max }: Summary): string {
  return min === max ? short(median) : [min, median, max].map(short).join(' / ');
}

function short(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
