import type { Word } from '../schemas/index.ts';
import { type ConfidenceColumn, confidenceAt } from './confidences.ts';
import type { Names } from './names.ts';
import { passesAs } from './plain.ts';
import type { RowRun } from './row-runs.ts';

/** Words as columns, one row a word; what no column can hold is kept beside them. */
export interface Columns {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly confidence: ConfidenceColumn;
  /** Every word's text, each followed by a space. */
  readonly text: string;
  /** Where each row's text begins in `text`; one more entry than there are rows. */
  readonly offset: Uint32Array;
  /** Codes of {@link names}; absent when no word has one. */
  readonly speaker: Uint8Array | undefined;
  readonly channel: Uint8Array | undefined;
  readonly names: Names;
  /** Fields of a row that have no column. */
  readonly extra: ReadonlyMap<number, object>;
  /** Rows that are not words as documented, whole. */
  readonly odd: ReadonlyMap<number, unknown>;
}

export function textAt({ text, offset }: Columns, row: number): string {
  return text.slice(offset[row], (offset[row + 1] ?? 1) - 1);
}

/** A text; where it is that of these rows, the part of the columns that says the same, so that memory holds it once. */
export function shareText({ text, offset }: Columns, { from, to }: RowRun, said: unknown): unknown {
  const joined = text.slice(offset[from], Math.max((offset[to] ?? 0) - 1, 0));
  return joined === said ? joined : said;
}

/** The word of a row, with the fields that it came with. */
export function wordAt(columns: Columns, row: number): Word {
  if (columns.odd.has(row)) return passesAs<Word>(columns.odd.get(row));
  const speaker = columns.names.nameOf(columns.speaker?.[row] ?? 0);
  const channel = columns.names.nameOf(columns.channel?.[row] ?? 0);
  return {
    text: textAt(columns, row),
    start: columns.start[row] ?? 0,
    end: columns.end[row] ?? 0,
    confidence: confidenceAt(columns.confidence, row),
    ...(speaker === undefined ? {} : { speaker }),
    ...(channel === undefined ? {} : { channel }),
    ...columns.extra.get(row),
  };
}

/** Columns of these rows only. */
export function pickRows(columns: Columns, rows: readonly number[]): Columns {
  const texts = rows.map((row) => `${textAt(columns, row)} `);
  let length = 0;
  return {
    start: Int32Array.from(rows, (row) => columns.start[row] ?? 0),
    end: Int32Array.from(rows, (row) => columns.end[row] ?? 0),
    confidence: Float64Array.from(rows, (row) => confidenceAt(columns.confidence, row)),
    text: texts.join(''),
    offset: Uint32Array.from(['', ...texts], (text) => (length += text.length)),
    speaker: Uint8Array.from(rows, (row) => columns.speaker?.[row] ?? 0),
    channel: Uint8Array.from(rows, (row) => columns.channel?.[row] ?? 0),
    names: columns.names,
    extra: pickBeside(columns.extra, rows),
    odd: pickBeside(columns.odd, rows),
  };
}

function pickBeside<Value>(beside: ReadonlyMap<number, Value>, rows: readonly number[]): Map<number, Value> {
  const picked = new Map<number, Value>();
  for (const [at, row] of rows.entries()) {
    const value = beside.get(row);
    if (value !== undefined) picked.set(at, value);
  }
  return picked;
}
