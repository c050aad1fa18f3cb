import { SpeechMeter, framesOf } from './speech.ts';
import { framesPerSecond } from './spectrum.ts';

/** Speech between two pauses. */
export interface Utterance {
  /** Where it starts in the session's audio. */
  readonly startMs: number;
  readonly samples: Float32Array;
}

const msPerFrame = 1000 / framesPerSecond;
// Kept before somebody speaks, since words begin softly.
const leadMs = 200;
const pauseMs = 400;
const longestMs = 20_000;

/** Cuts audio into utterances, and keeps of it what is being spoken, and nothing else. */
export class Utterances {
  readonly #sampleRate: number;
  readonly #meter = new SpeechMeter();
  #kept: Float32Array[] = [];
  #keptFromMs = 0;
  #nowMs = 0;
  #frames = 0;
  #spokenMs: number | undefined;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /** Where the utterance that is being spoken starts; undefined while nobody speaks. */
  get openMs(): number | undefined {
    return this.#spokenMs === undefined ? undefined : this.#keptFromMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Takes samples with the spectrum of their frames; gives the utterance that they end. */
  push(samples: Float32Array, frames: readonly number[]): Utterance | undefined {
    this.#kept.push(samples);
    this.#nowMs += (samples.length / this.#sampleRate) * 1000;
    for (const frame of framesOf(frames)) {
      this.#frames += 1;
      if (this.#meter.sounds(frame)) this.#spokenMs = this.#frames * msPerFrame;
    }
    if (this.#spokenMs === undefined) this.#forget();
    else if (this.#nowMs - this.#spokenMs >= pauseMs || this.#nowMs - this.#keptFromMs >= longestMs) return this.end();
    return undefined;
  }

  /** What has been spoken of an utterance so far. */
  peek(): Utterance | undefined {
    return this.#spokenMs === undefined ? undefined : { startMs: this.#keptFromMs, samples: join(this.#kept) };
  }

  /** Ends the utterance that is being spoken. */
  end(): Utterance | undefined {
    const ended = this.peek();
    if (ended === undefined) return undefined;
    this.#kept = [];
    this.#keptFromMs = this.#nowMs;
    this.#spokenMs = undefined;
    return ended;
  }

  #forget(): void {
    for (let [first] = this.#kept; first !== undefined; [first] = this.#kept) {
      const firstMs = (first.length / this.#sampleRate) * 1000;
      if (this.#nowMs - this.#keptFromMs - firstMs < leadMs) return;
      this.#kept.shift();
      this.#keptFromMs += firstMs;
    }
  }
}

function join(pieces: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
