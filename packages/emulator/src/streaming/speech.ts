import { bands, framesPerSecond } from './spectrum.ts';

/** Tells speech from silence, by loudness against what is always there. */
export class SpeechMeter {
  #noise = quiet;

  /** Whether a frame of a spectrum sounds like more than noise. */
  sounds(frame: readonly number[]): boolean {
    const level = Math.max(...frame);
    this.#noise = Math.max(quiet, Math.min(level, this.#noise + risePerFrame));
    return level > this.#noise + aboveNoise;
  }
}

// Logarithms of mean squares: what is always silence, and how much louder than the noise somebody speaks.
const quiet = -13;
const aboveNoise = 2;
// Noise that has grown is taken for noise after a while.
const risePerFrame = 0.5 / framesPerSecond;

/** Where frames of a spectrum begin in a list of them. */
export function framesOf(frames: readonly number[]): number[][] {
  return Array.from({ length: frames.length / bands }, (_, at) => frames.slice(at * bands, (at + 1) * bands));
}
