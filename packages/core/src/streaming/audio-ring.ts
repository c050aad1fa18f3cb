const segmentBytes = 32 * 1024;

/** The last bytes of a stream, found by their position in it; takes the memory of what it holds, up to its limit. */
export class AudioRing {
  readonly #maxBytes: number;
  /** In order; the first one begins at `#base`, and all but the last are full. */
  readonly #segments: Uint8Array[] = [];
  #base = 0;
  #start = 0;
  #end = 0;
  /** Let go of last, to be filled again: a steady stream allocates nothing. */
  #spare: Uint8Array | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Position of the oldest byte that is kept. */
  get start(): number {
    return this.#start;
  }

  /** Position after the newest byte. */
  get end(): number {
    return this.#end;
  }

  get heldBytes(): number {
    return this.#end - this.#start;
  }

  /** Adds bytes at the end; what has no room falls out at the start. */
  append(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;) {
      const at = (this.#end - this.#base) % segmentBytes;
      if (at === 0) this.#segments.push(this.#spare ?? new Uint8Array(segmentBytes));
      if (at === 0) this.#spare = undefined;
      const isWhole = from === 0 && bytes.length <= segmentBytes - at;
      const piece = isWhole ? bytes : bytes.subarray(from, from + segmentBytes - at);
      this.#segments.at(-1)?.set(piece, at);
      from += piece.length;
      this.#end += piece.length;
      if (this.heldBytes > this.#maxBytes) this.forget(this.#end - this.#maxBytes);
    }
  }

  /** Forgets what is before a position. */
  forget(before: number): void {
    this.#start = Math.min(this.#end, Math.max(this.#start, before));
    while (this.#segments.length > 0 && this.#base + segmentBytes <= this.#start) {
      this.#spare = this.#segments.shift();
      this.#base += segmentBytes;
    }
  }

  /** The bytes from a position on: a view where they lie in one piece, a copy in `scratch` where they do not. */
  read(from: number, size: number, scratch: Uint8Array): Uint8Array {
    const at = (from - this.#base) % segmentBytes;
    let segment = Math.floor((from - this.#base) / segmentBytes);
    const first = this.#segments[segment]?.subarray(at, at + size) ?? scratch.subarray(0, 0);
    if (first.length === size) return first;
    scratch.set(first);
    for (let filled = first.length; filled < size;) {
      segment += 1;
      const next = this.#segments[segment]?.subarray(0, size - filled) ?? scratch.subarray(0, size - filled);
      scratch.set(next, filled);
      filled += next.length;
    }
    return scratch.subarray(0, size);
  }
}
