import type { Word } from '../schemas/index.ts';
import { type Columns, pickRows, textAt, wordAt } from './columns.ts';
import { lowerBound } from './row-runs.ts';

/**
 * Words in columns: some 24 bytes each, where objects take a hundred.
 *
 * Reads like an array that makes its items when asked. Times are whole milliseconds.
 */
export class WordTable implements Iterable<Word> {
  readonly length: number;
  readonly #columns: Columns;
  readonly #from: number;
  #isInOrder: boolean | undefined;

  constructor(columns: Columns, from = 0, to: number = columns.start.length) {
    this.#columns = columns;
    this.#from = from;
    this.length = to - from;
  }

  /** When each word starts; the table's own memory, not to be written to. */
  get start(): Int32Array {
    return this.#columns.start.subarray(this.#from, this.#from + this.length);
  }

  /** When each word ends; the table's own memory, not to be written to. */
  get end(): Int32Array {
    return this.#columns.end.subarray(this.#from, this.#from + this.length);
  }

  /** A word with all its fields, made anew; a negative index counts from the end. */
  at(index: number): Word | undefined {
    const row = this.#row(index);
    return row === undefined ? undefined : wordAt(this.#columns, row);
  }

  /** The text of a word, without making the word; a negative index counts from the end. */
  text(index: number): string | undefined {
    const row = this.#row(index);
    if (row === undefined) return undefined;
    return this.#columns.odd.has(row) ? wordAt(this.#columns, row).text : textAt(this.#columns, row);
  }

  /** Some of the words, over the same memory; the bounds are those of `Array.slice`. */
  slice(from = 0, to: number = this.length): WordTable {
    const low = bound(from, this.length);
    return new WordTable(this.#columns, this.#from + low, this.#from + Math.max(low, bound(to, this.length)));
  }

  /** The words that start at `startMs` or later and before `endMs`. */
  between(startMs: number, endMs: number): WordTable {
    const { start } = this.#columns;
    const to = this.#from + this.length;
    this.#isInOrder ??= isInOrder(start, this.#from, to);
    if (!this.#isInOrder) return new WordTable(pickRows(this.#columns, this.#rowsBetween(startMs, endMs)));
    const low = lowerBound(start, this.#from, to, startMs);
    return new WordTable(this.#columns, low, lowerBound(start, low, to, endMs));
  }

  *[Symbol.iterator](): IterableIterator<Word> {
    for (let row = this.#from; row < this.#from + this.length; row++) yield wordAt(this.#columns, row);
  }

  #row(index: number): number | undefined {
    const at = index < 0 ? this.length + index : index;
    return Number.isInteger(at) && at >= 0 && at < this.length ? this.#from + at : undefined;
  }

  #rowsBetween(startMs: number, endMs: number): number[] {
    const rows = Array.from({ length: this.length }, (_, at) => this.#from + at);
    const { start } = this.#columns;
    return rows.filter((row) => (start[row] ?? 0) >= startMs && (start[row] ?? 0) < endMs);
  }
}

function bound(index: number, length: number): number {
  const whole = Math.trunc(index);
  return Math.min(Math.max(whole < 0 ? length + whole : whole || 0, 0), length);
}

function isInOrder(start: Int32Array, from: number, to: number): boolean {
  for (let row = from + 1; row < to; row++) if ((start[row] ?? 0) < (start[row - 1] ?? 0)) return false;
  return true;
}
