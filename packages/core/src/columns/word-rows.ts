import type { Columns } from './columns.ts';
import { type ConfidenceColumn, billion, toBillionths, widen } from './confidences.ts';
import { Names } from './names.ts';
import { extraOf, isObject, isWord } from './plain.ts';
import { RowTexts, decodeTexts } from './row-texts.ts';

/** Words that are still coming in. */
export class WordRows {
  length = 0;
  capacity = 1024;
  start = new Int32Array(this.capacity);
  end = new Int32Array(this.capacity);
  confidence: ConfidenceColumn = new Uint32Array(this.capacity);
  /** Whether confidences are still in billionths. */
  isNarrow = true;
  offset = new Uint32Array(this.capacity + 1);
  speaker: Uint8Array | undefined;
  channel: Uint8Array | undefined;
  readonly texts = new RowTexts();
  readonly names = new Names();
  readonly extra = new Map<number, object>();
  readonly odd = new Map<number, unknown>();

  /** Adds any item of a words array; one that is no word as documented is kept whole. */
  add(item: unknown): void {
    const codes = isWord(item) ? [this.names.codeOf(item.speaker), this.names.codeOf(item.channel)] : [];
    const [speaker = -1, channel = -1] = codes;
    if (!isWord(item) || speaker === -1 || channel === -1) return this.#addOdd(item);
    const extra = extraOf(item);
    if (extra !== undefined) this.extra.set(this.length, extra);
    this.texts.add(item.text);
    this.putConfidence(item.confidence);
    this.commit(item.start, item.end, speaker, channel);
  }

  /** Ends a row whose text and confidence are written. */
  commit(start: number, end: number, speaker: number, channel: number): void {
    const row = this.length++;
    this.start[row] = start;
    this.end[row] = end;
    if (speaker !== 0 || this.speaker !== undefined) (this.speaker ??= new Uint8Array(this.capacity))[row] = speaker;
    if (channel !== 0 || this.channel !== undefined) (this.channel ??= new Uint8Array(this.capacity))[row] = channel;
    this.offset[row + 1] = this.texts.length;
    if (this.length === this.capacity) this.#grow();
  }

  /** Writes the confidence of the row that comes next. */
  putConfidence(confidence: number): void {
    if (this.isNarrow) {
      const billionths = toBillionths(confidence);
      if (billionths !== undefined) return this.putBillionths(billionths);
      this.confidence = widen(this.confidence);
      this.isNarrow = false;
    }
    this.confidence[this.length] = confidence;
  }

  putBillionths(billionths: number): void {
    this.confidence[this.length] = this.isNarrow ? billionths : billionths / billion;
  }

  /** Forgets the last rows. */
  truncate(length: number): void {
    for (const beside of [this.extra, this.odd]) {
      for (let row = length; beside.size > 0 && row < this.length; row++) beside.delete(row);
    }
    this.length = length;
    this.texts.length = this.offset[length] ?? 0;
  }

  /** The rows as columns without spare room. */
  toColumns(): Columns {
    const { length, names, extra, odd } = this;
    const bytes = this.texts.bytes.subarray(0, this.texts.length);
    return {
      ...decodeTexts(bytes, this.offset.slice(0, length + 1)),
      start: this.start.slice(0, length),
      end: this.end.slice(0, length),
      confidence: this.confidence.slice(0, length),
      speaker: this.speaker?.slice(0, length),
      channel: this.channel?.slice(0, length),
      names,
      extra,
      odd,
    };
  }

  // It begins where it says, or with the word before it: so the order of the rows stays what it is.
  #addOdd(item: unknown): void {
    this.odd.set(this.length, item);
    this.texts.add('');
    this.putConfidence(0);
    const start = isObject(item) && typeof item['start'] === 'number' ? item['start'] : this.start[this.length - 1];
    this.commit(start ?? 0, start ?? 0, 0, 0);
  }

  #grow(): void {
    this.capacity *= 2;
    this.start = grown(this.start, new Int32Array(this.capacity));
    this.end = grown(this.end, new Int32Array(this.capacity));
    const { isNarrow } = this;
    this.confidence = grown(
      this.confidence,
      isNarrow ? new Uint32Array(this.capacity) : new Float64Array(this.capacity),
    );
    this.offset = grown(this.offset, new Uint32Array(this.capacity + 1));
    if (this.speaker !== undefined) this.speaker = grown(this.speaker, new Uint8Array(this.capacity));
    if (this.channel !== undefined) this.channel = grown(this.channel, new Uint8Array(this.capacity));
  }
}

type Column = Int32Array | Uint32Array | Uint8Array | Float64Array;

function grown<To extends Column>(from: Column, to: To): To {
  to.set(from);
  return to;
}
