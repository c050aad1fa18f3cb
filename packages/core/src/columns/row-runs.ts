import { isSame } from './plain.ts';
import type { WordRows } from './word-rows.ts';

/** Stands for a words array: its words are the rows from `from` up to `to`. */
export class RowRun {
  readonly from: number;
  readonly to: number;

  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
  }

  get length(): number {
    return this.to - this.from;
  }
}

/** Keeps each run of words once: the service repeats them inside the utterances. */
export class RowRuns {
  readonly #rows: WordRows;
  /** The run that came first: that of all words, as the service sends them. */
  #first: RowRun | undefined;
  /** Where the run after the last repeated one is expected. */
  #next = 0;

  constructor(rows: WordRows) {
    this.#rows = rows;
  }

  /** Ends the run that began at `from`, and drops its rows when the same ones stand before it. */
  end(from: number): RowRun {
    const rows = this.#rows;
    const length = rows.length - from;
    const begins = this.#find(from, length);
    if (begins === undefined) {
      const run = new RowRun(from, rows.length);
      this.#first ??= run;
      return run;
    }
    rows.truncate(from);
    this.#next = begins + length;
    return new RowRun(begins, this.#next);
  }

  #find(from: number, length: number): number | undefined {
    if (length === 0 || from === 0) return undefined;
    if (this.#isRepeated(this.#next, from, length)) return this.#next;
    const { start } = this.#rows;
    const { from: low, to: high } = this.#first ?? new RowRun(0, 0);
    const wanted = start[from] ?? 0;
    for (let row = lowerBound(start, low, high, wanted); row < high && start[row] === wanted; row++)
      if (this.#isRepeated(row, from, length)) return row;
    return undefined;
  }

  #isRepeated(earlier: number, from: number, length: number): boolean {
    if (earlier + length > from) return false;
    for (let at = 0; at < length; at++) if (!isSameRow(this.#rows, earlier + at, from + at)) return false;
    return true;
  }
}

/** The first row from `low` up to `high` that starts at `startMs` or later, where they are in order. */
export function lowerBound(start: Int32Array, low: number, high: number, startMs: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((start[middle] ?? 0) < startMs) from = middle + 1;
    else to = middle;
  }
  return from;
}

function isSameRow(rows: WordRows, a: number, b: number): boolean {
  return (
    rows.start[a] === rows.start[b] &&
    rows.end[a] === rows.end[b] &&
    Object.is(rows.confidence[a], rows.confidence[b]) &&
    rows.speaker?.[a] === rows.speaker?.[b] &&
    rows.channel?.[a] === rows.channel?.[b] &&
    isSameText(rows, a, b) &&
    (rows.extra.size === 0 || isSame(rows.extra.get(a), rows.extra.get(b))) &&
    (rows.odd.size === 0 || isSame(rows.odd.get(a), rows.odd.get(b)))
  );
}

function isSameText({ texts: { bytes }, offset }: WordRows, a: number, b: number): boolean {
  const to = offset[a + 1] ?? 0;
  const shift = (offset[b] ?? 0) - (offset[a] ?? 0);
  if ((offset[b + 1] ?? 0) - to !== shift) return false;
  for (let at = offset[a] ?? 0; at < to; at++) if (bytes[at] !== bytes[at + shift]) return false;
  return true;
}
