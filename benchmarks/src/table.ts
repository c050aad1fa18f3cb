import type { Summary } from './measure.ts';

/** One thing measured on both sides. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly sdk: Summary;
  readonly ours: Summary;
  /** Ours as a multiple of the SDK's; absent where a figure is only told. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
  /** What no client can do better than, measured in the same run, and what it is. */
  readonly floor?: { readonly is: string; readonly value: Summary };
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

function toCells(row: Row): string[] {
  const { what, unit, sdk, ours, target, floor } = row;
  const ratio = ours.median / sdk.median;
  return [
    `${what}, ${unit}`,
    shown(sdk),
    shown(ours),
    `${short(ratio)}x${overlap(sdk, ours) ? ' (ranges overlap)' : ''}`,
    target === undefined ? '' : 'atMost' in target ? `≤ ${target.atMost}x` : `≥ ${target.atLeast}x`,
    verdict(row, ratio),
    floor === undefined ? '' : `${shown(floor.value)} ${floor.is}`,
  ];
}

// A difference counts only when the worst run of one side beats the best of the other.
function verdict({ target }: Row, ratio: number): string {
  if (target === undefined) return '';
  return ('atMost' in target ? ratio <= target.atMost : ratio >= target.atLeast) ? 'yes' : 'no';
}

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
