import type { Clock } from '../transport.ts';

/** How much recovery one outage is given. */
export interface ReconnectOptions {
  /** Connections tried again, one after the other. 0 gives up at once. @default 8 */
  readonly attempts?: number | undefined;
  /** Longest time without a connection, in milliseconds. @default 30_000 */
  readonly withinMs?: number | undefined;
}

const firstMs = 100;
const longestMs = 5_000;

/** Counts the attempts of an outage; a healthy connection starts the count anew. */
export class ReconnectBudget {
  readonly #options: Required<{ [Key in keyof ReconnectOptions]: number }>;
  readonly #clock: Clock;
  readonly #random: () => number;
  #used = 0;
  #sinceMs: number | undefined;

  constructor({ attempts = 8, withinMs = 30_000 }: ReconnectOptions, clock: Clock, random: () => number) {
    this.#options = { attempts, withinMs };
    this.#clock = clock;
    this.#random = random;
  }

  /** How long to wait before the next attempt, fully jittered; `undefined` when there is none left. */
  next(): number | undefined {
    this.#sinceMs ??= this.#clock.now();
    const pauseMs = this.#random() * Math.min(longestMs, firstMs * 2 ** this.#used);
    const isLate = this.#clock.now() + pauseMs - this.#sinceMs > this.#options.withinMs;
    if (this.#used >= this.#options.attempts || isLate) return undefined;
    this.#used += 1;
    return pauseMs;
  }

  reset(): void {
    this.#used = 0;
    this.#sinceMs = undefined;
  }
}
