import { randomFillSync } from 'node:crypto';
import type { Writable } from 'node:stream';

// RFC 6455, section 5.2: the only frame of a binary message; masked, with its length in two bytes; then the mask, in four.
const binary = 0x82;
const maskedOf16Bits = 0x80 | 126;
const headBytes = 8;
const fewest = 126;
const most = 0xff_ff;

const masks = new Uint32Array(2048);
let nextMask = masks.length;

/**
 * Writes messages of audio to an open WebSocket's stream, in memory that is used again.
 *
 * `ws` allocates every frame, and V8 has to collect them, and masks it byte by byte where Node has no masking of its own.
 */
export class WsFrames {
  readonly #stream: Writable;
  #words = new Uint32Array(0);
  #frame = Buffer.alloc(0);
  #size = -1;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Returns false, and writes nothing, for fewer than 126 bytes, for more than 65,535, and before the last write has gone out. */
  write(message: Uint8Array): boolean {
    if (this.#stream.writableLength > 0) return false;
    if (message.length !== this.#size && !this.#makeFor(message.length)) return false;
    const mask = newMask();
    this.#frame.set(message, headBytes);
    this.#words[1] = mask;
    for (let at = 2; at < this.#words.length; at += 1) this.#words[at] = (this.#words[at] ?? 0) ^ mask;
    this.#stream.write(this.#frame);
    return true;
  }

  #makeFor(size: number): boolean {
    if (size < fewest || size > most) return false;
    this.#size = size;
    this.#words = new Uint32Array(Math.ceil((headBytes + size) / 4));
    this.#frame = Buffer.from(this.#words.buffer, 0, headBytes + size);
    this.#frame[0] = binary;
    this.#frame[1] = maskedOf16Bits;
    this.#frame.writeUInt16BE(size, 2);
    return true;
  }
}

function newMask(): number {
  if (nextMask === masks.length) {
    randomFillSync(masks);
    nextMask = 0;
  }
  nextMask += 1;
  return masks[nextMask - 1] ?? 0;
}
