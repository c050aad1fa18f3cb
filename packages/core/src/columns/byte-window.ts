/**
 * The unread bytes of a body, in one buffer that always ends with a zero.
 *
 * No JSON text holds a zero, so whoever scans stops there without looking at a bound.
 */
export class ByteWindow {
  bytes = new Uint8Array(4096);
  /** The first unread byte. */
  start = 0;
  /** Behind the last byte; a zero is here. */
  end = 0;
  #dropped = 0;

  append(chunk: Uint8Array): void {
    if (this.end + chunk.length >= this.bytes.length) this.#makeRoom(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    this.bytes[this.end] = 0;
  }

  /** Where in the whole body a byte of this window is, from 0. */
  positionOf(index: number): number {
    return this.#dropped + index;
  }

  #makeRoom(room: number): void {
    const unread = this.bytes.subarray(this.start, this.end);
    const needed = unread.length + room + 1;
    if (2 * needed > this.bytes.length) this.bytes = new Uint8Array(2 * needed);
    this.bytes.set(unread);
    this.#dropped += this.start;
    this.end -= this.start;
    this.start = 0;
  }
}
