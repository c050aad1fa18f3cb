import { type Encoding, bytesPerSample } from './encoding.ts';
import { StreamProblem } from './problem.ts';

const leastMs = 50;
const mostMs = 1_000;
// Messages that are too short are let pass for so long.
const graceMs = 1_000;

export interface IntakeOptions {
  readonly encoding: Encoding;
  readonly sampleRate: number;
  /** How much audio may come ahead of real time. */
  readonly lookAheadMs: number;
  readonly now: () => number;
}

/** Counts the audio of a session, and refuses what comes in the wrong pieces or too fast. */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #bytesPerMs: number;
  #bytes = 0;
  #shortMs = 0;
  #startedAt: number | undefined;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#bytesPerMs = (options.sampleRate * bytesPerSample[options.encoding]) / 1000;
  }

  /** How much audio has come, in milliseconds. */
  get audioMs(): number {
    return this.#bytes / this.#bytesPerMs;
  }

  /** @throws StreamProblem 3007 for a message that is too long, too many too short ones, or too much audio in too little time. */
  take(bytes: number): void {
    const { now, lookAheadMs } = this.#options;
    this.#startedAt ??= now();
    this.#bytes += bytes;
    const ms = bytes / this.#bytesPerMs;
    this.#shortMs = ms < leastMs ? this.#shortMs + ms : 0;
    if (ms > mostMs || this.#shortMs >= graceMs) throw new StreamProblem(3007, wrongDuration(ms));
    const inMs = now() - this.#startedAt;
    if (this.audioMs - inMs > lookAheadMs) throw new StreamProblem(3007, tooFast(this.audioMs, inMs));
  }
}

function wrongDuration(ms: number): string {
  const said = `${Number.isInteger(ms) ? ms.toFixed(1) : String(ms)} ms`;
  return `Input Duration Error: Input Duration Violation: ${said}. Expected between ${leastMs} and ${mostMs} ms`;
}

function tooFast(audioMs: number, inMs: number): string {
  const received = (audioMs / 1000).toFixed(1);
  return `Input Duration Error: Audio Transmission Rate Exceeded: Received ${received} sec. audio in ${inMs / 1000} sec`;
}
