const segmentBytes = 32 * 1024;
// 16 MiB: what two hundred streams let go of when their turns end together.
const mostSpares = 512;

/** Let go of, to be filled again by any ring: steady streams allocate nothing, and leave the collector nothing to find. */
const spares: Uint8Array[] = [];

/** The last bytes of a stream, found by their position in it; takes the memory of what it holds, up to its limit. */
export class AudioRing {
  readonly #maxBytes: number;
  /** In order; the first one begins at `#base`, and all but the last are full. */
  readonly #segments: Uint8Array[] = [];
  /** The one that is filled, and how far. */
  #last: Uint8Array = new Uint8Array(0);
  #filled = 0;
  #base = 0;
  #start = 0;
  #end = 0;

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
      if (this.#filled === this.#last.length) this.#open();
      const room = this.#last.length - this.#filled;
      const piece = from === 0 && bytes.length <= room ? bytes : bytes.subarray(from, from + room);
      this.#last.set(piece, this.#filled);
      from += piece.length;
      this.#filled += piece.length;
      this.#end += piece.length;
      if (this.heldBytes > this.#maxBytes) this.forget(this.#end - this.#maxBytes);
    }
  }

  /** Forgets what is before a position. */
  forget(before: number): void {
    this.#start = Math.min(this.#end, Math.max(this.#start, before));
    while (this.#segments.length > 0 && this.#base + segmentBytes <= this.#start) {
      const first = this.#segments.shift();
      if (first !== undefined && spares.length < mostSpares) spares.push(first);
      this.#base += segmentBytes;
    }
  }

  /** The bytes from a position on: a view where they lie in one piece, a copy in `scratch` where they do not. */
  read(from: number, size: number, scratch: Uint8Array): Uint8Array {
    for (let filled = 0; filled < size;) {
      const offset = from + filled - this.#base;
      const at = offset % segmentBytes;
      const piece = this.#segments[Math.floor(offset / segmentBytes)]?.subarray(at, at + size - filled);
      if (piece === undefined) break;
      if (piece.length === size) return piece;
      scratch.set(piece, filled);
      filled += piece.length;
    }
    return scratch.subarray(0, size);
  }

  #open(): void {
    this.#last = spares.pop() ?? new Uint8Array(segmentBytes);
    this.#segments.push(this.#last);
    this.#filled = 0;
  }
}
