import { EarmarkError } from '../errors.ts';
import { toView } from './audio-format.ts';
import { AudioRing } from './audio-ring.ts';
import { type OutboxSizes, type OutboxTimes, outboxSizes } from './outbox-sizes.ts';

/** What to do with audio that has no room, when its source does not wait. */
export type Overflow = 'drop-oldest' | 'error';

export interface OutboxOptions extends OutboxTimes {
  readonly overflow: Overflow;
  /** Hears which audio was never sent, by its bytes. */
  readonly onDrop: (from: number, to: number) => void;
}

interface Waiter {
  rest: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** What a write resolves with where there is room: one promise for all of them. */
export const roomy = Promise.resolve();

const nothing = new Uint8Array(0);

/** Audio on its way out: taken in any size, cut to messages, and kept until nobody can need it again. */
export class Outbox {
  readonly #ring: AudioRing;
  readonly #sizes: OutboxSizes;
  #sent = 0;
  #isFinished = false;
  /** Why no more audio is taken. */
  #refusal: { readonly reason: unknown } | undefined;
  readonly #options: OutboxOptions;
  readonly #scratch: Uint8Array;
  #waiters: Waiter[] = [];

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#sizes = outboxSizes(options);
    this.#ring = new AudioRing(this.#sizes.ring);
    this.#scratch = new Uint8Array(this.#sizes.message + 1);
  }

  get unsentBytes(): number {
    return this.#ring.end - this.#sent;
  }

  /** Bytes held in memory, sent or not. */
  get bufferedBytes(): number {
    return this.#waiters.reduce((sum, { rest }) => sum + rest.length, this.#ring.heldBytes);
  }

  /** Position of the next byte to be sent. */
  get sentBytes(): number {
    return this.#sent;
  }

  /** Position of the oldest byte that can be sent again. */
  get oldestBytes(): number {
    return this.#ring.start;
  }

  /** Position after everything that was taken in so far. */
  get endBytes(): number {
    return this.#ring.end;
  }

  /** Whether a write waits for room. */
  get needsDrain(): boolean {
    return this.#waiters.length > 0;
  }

  /** Whether everything that will ever come is sent. */
  get isDrained(): boolean {
    return this.#isTail && this.unsentBytes === 0;
  }

  /** Whether a message can be taken. */
  get isReady(): boolean {
    return this.unsentBytes >= this.#sizes.message || (this.#isTail && this.unsentBytes > 0);
  }

  get #isTail(): boolean {
    return this.#isFinished && this.#waiters.length === 0;
  }

  /**
   * Takes audio in, and resolves when there is room for more.
   *
   * A second write while the first one waits is a source that does not wait: its oldest unsent audio goes, once the buffer
   * is full. A chunk above the high-water mark is read as room appears: it must not be written over before.
   */
  write(chunk: ArrayBuffer | ArrayBufferView): Promise<void> {
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal.reason);
    const bytes = toView(chunk);
    try {
      const rest = this.#waiters.length > 0 ? this.#force(bytes) : this.#admit(bytes);
      if (rest.length === 0 && this.unsentBytes <= this.#sizes.high) return roomy;
      return new Promise((resolve, reject) => this.#waiters.push({ rest, resolve, reject }));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Takes in live audio, up to a whole message: returns what is to be sent by now, or undefined where it took nothing. */
  pass(chunk: ArrayBuffer | ArrayBufferView): Uint8Array | undefined {
    if (this.#refusal !== undefined) return undefined;
    const bytes = toView(chunk);
    const { message } = this.#sizes;
    const unsent = this.unsentBytes + bytes.length;
    if (unsent > message) return undefined;
    this.#ring.append(bytes);
    if (unsent < message) return nothing;
    if (bytes.length < message) return this.take();
    this.#sent += message;
    return bytes;
  }

  /** Cuts the next message out, where there is enough for one; the last one is padded with silence. */
  take(): Uint8Array | undefined {
    if (!this.isReady) return undefined;
    const position = this.#sent;
    const size = Math.min(this.unsentBytes, this.#sizes.message);
    this.#sent += size;
    const bytes = this.#ring.read(position, size, this.#scratch);
    if (size >= this.#sizes.shortest && size % this.#options.format.bytesPerSample === 0) return bytes;
    const padded = this.#scratch.subarray(0, Math.max(this.#sizes.shortest, size + 1));
    padded.set(bytes);
    padded.fill(this.#options.format.silence, size);
    return padded;
  }

  /** Lets waiting writes go on where there is room by now; to be called after `take`, when its bytes are used. */
  release(): void {
    for (let first = this.#waiters[0]; first !== undefined; first = this.#waiters[0]) {
      if (first.rest.length > 0) first.rest = this.#admit(first.rest);
      if (first.rest.length > 0 || this.unsentBytes > this.#sizes.high) return;
      this.#waiters.shift();
      first.resolve();
    }
  }

  /** Sends again from a position, or from the oldest byte there is. */
  rewind(position: number): void {
    this.#sent = Math.min(this.#sent, Math.max(position, this.#ring.start));
  }

  /** Forgets audio that is final. */
  forget(before: number): void {
    this.#ring.forget(Math.min(before, this.#sent));
  }

  /** Takes no more audio; what is left goes out. */
  finish(): void {
    this.#isFinished = true;
    this.#refusal ??= { reason: new EarmarkError('invalid', 'The session is closed: it takes no audio.') };
  }

  /** Rejects whoever waits, and every later write. */
  fail(reason: unknown): void {
    this.#refusal = { reason };
    for (const { reject } of this.#waiters.splice(0)) reject(reason);
  }

  // Small chunks go in whole; of a large one only what keeps the buffer from being all unsent.
  #admit(bytes: Uint8Array): Uint8Array {
    if (bytes.length <= this.#sizes.high) {
      this.#ring.append(bytes);
      return nothing;
    }
    const size = Math.max(0, this.#sizes.high - this.unsentBytes);
    this.#ring.append(bytes.subarray(0, size));
    return bytes.subarray(size);
  }

  #force(bytes: Uint8Array): Uint8Array {
    for (const waiter of this.#waiters) {
      this.#append(waiter.rest);
      waiter.rest = nothing;
    }
    this.#append(bytes);
    return nothing;
  }

  #append(bytes: Uint8Array): void {
    const { format, overflow, onDrop } = this.#options;
    const excess = this.unsentBytes + bytes.length - this.#sizes.ring;
    if (excess > 0 && overflow === 'error') {
      const message = `More than ${format.toMs(this.#sizes.ring)} ms of audio wait to be sent: await \`write\`, or raise \`bufferMs\`.`;
      throw new EarmarkError('network', message, { retryable: true });
    }
    const from = this.#sent;
    this.#ring.append(bytes);
    if (excess <= 0) return;
    this.#sent = from + Math.ceil(excess / format.bytesPerSample) * format.bytesPerSample;
    onDrop(from, this.#sent);
  }
}
