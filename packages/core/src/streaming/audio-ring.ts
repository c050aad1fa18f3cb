const firstBytes = 64 * 1024;

/** The last bytes of a stream, found by their position in it. Grows as it is needed, up to its limit. */
export class AudioRing {
  readonly #maxBytes: number;
  #store = new Uint8Array(0);
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
    const kept = bytes.length > this.#maxBytes ? bytes.subarray(bytes.length - this.#maxBytes) : bytes;
    this.#end += bytes.length - kept.length;
    this.#start = Math.max(this.#start, this.#end + kept.length - this.#maxBytes);
    this.#grow(this.#end - this.#start + kept.length);
    this.#put(this.#end, kept);
    this.#end += kept.length;
  }

  /** Forgets what is before a position. */
  forget(before: number): void {
    this.#start = Math.min(this.#end, Math.max(this.#start, before));
  }

  /** The bytes from a position on: a view where they lie in one piece, a copy in `scratch` where they do not. */
  read(from: number, size: number, scratch: Uint8Array): Uint8Array {
    const at = from % this.#store.length;
    if (at + size <= this.#store.length) return this.#store.subarray(at, at + size);
    const first = this.#store.subarray(at);
    scratch.set(first);
    scratch.set(this.#store.subarray(0, size - first.length), first.length);
    return scratch.subarray(0, size);
  }

  #grow(neededBytes: number): void {
    if (neededBytes <= this.#store.length) return;
    let size = Math.max(firstBytes, this.#store.length);
    while (size < neededBytes) size *= 2;
    const grown = new Uint8Array(Math.min(size, this.#maxBytes));
    const held = this.#end - this.#start;
    const old = held === 0 ? new Uint8Array(0) : this.read(this.#start, held, new Uint8Array(held)).slice();
    this.#store = grown;
    this.#put(this.#start, old);
  }

  #put(position: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const at = position % this.#store.length;
    const first = bytes.subarray(0, this.#store.length - at);
    this.#store.set(first, at);
    this.#store.set(bytes.subarray(first.length), 0);
  }
}
