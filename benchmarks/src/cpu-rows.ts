import { type Metrics, beyondNothing, of, ratioOf } from './measure.ts';
import type { Row } from './table.ts';

interface CpuSides {
  readonly ours: string;
  readonly sdk?: string | undefined;
  /** The side that ours is a multiple of, what it is called, and how many times as much ours may take. */
  readonly floor: string;
  readonly is: string;
  readonly atMost: number;
}

/** Two rows of what streams took in `sideBySide`: the whole process, which the target is of, and less what feeds them. */
export function cpuRows(what: string, found: readonly Metrics[], sides: CpuSides): Row[] {
  const { atMost } = sides;
  return [
    { what, ...row(found, sides), target: { atMost, ofFloor: true } },
    { what: 'the same, less what feeds it', ...row(beyondNothing(found), sides) },
  ];
}

function row(found: readonly Metrics[], { ours, sdk, floor, is }: CpuSides): Omit<Row, 'what'> {
  return {
    unit: 'ms',
    ...(sdk !== undefined && { sdk: of(sdk, found) }),
    ours: of(ours, found),
    floor: { is, value: of(floor, found) },
    ofFloor: ratioOf(ours, floor, found),
  };
}
