import type { Clock } from '../transport.ts';

// Timers are coarse: so much may go ahead of its time.
const aheadMs = 100;

/** Holds audio back that comes faster than it may be sent. */
export class Pacer {
  readonly #clock: Clock;
  /** Times real time. */
  factor = Number.POSITIVE_INFINITY;
  #dueMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#dueMs = clock.now();
  }

  get isOff(): boolean {
    return this.factor === Number.POSITIVE_INFINITY;
  }

  /** How long the next message has to wait, in milliseconds. */
  waitMs(): number {
    if (this.isOff) return 0;
    const earlyMs = this.#dueMs - this.#clock.now();
    return earlyMs > aheadMs ? earlyMs : 0;
  }

  /** Notes that so many milliseconds of audio were sent. */
  note(audioMs: number): void {
    if (this.isOff) return;
    this.#dueMs = Math.max(this.#dueMs, this.#clock.now()) + audioMs / this.factor;
  }
}
