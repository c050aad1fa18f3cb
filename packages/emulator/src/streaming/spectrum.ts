/** Frames of a spectrum a second. */
export const framesPerSecond = 100;

// Centres, in hertz, of what a telephone carries, so that a copy at 8 kHz has them all.
const centres = [250, 500, 900, 1_500, 2_300, 3_000] as const;
const sharpness = 1.5;
// Mean square that counts as silence: below it, 8-bit codings begin to differ from their originals.
const floor = 1e-6;

/** How many numbers a frame has: the loudness of each band. */
export const bands = centres.length;

/** Takes samples of one channel as they come, and tells how loud each band is, a hundred times a second. */
export interface Spectrograph {
  /** Frames that these samples complete, one after the other: `bands` numbers each, logarithms of energy. */
  push(samples: Float32Array): number[];
}

/** What it tells is hardly moved by coding and resampling, so that copies of a recording are alike. */
export function createSpectrograph(sampleRate: number): Spectrograph {
  const filters = centres.map((centre) => createFilter(centre, sampleRate));
  let [frame, taken, summed] = [0, 0, 0];
  return {
    push(samples) {
      const frames: number[] = [];
      for (let from = 0; from < samples.length;) {
        const left = Math.ceil(((frame + 1) * sampleRate) / framesPerSecond) - taken;
        const piece = samples.subarray(from, from + left);
        for (const filter of filters) filter.push(piece);
        [from, taken, summed] = [from + piece.length, taken + piece.length, summed + piece.length];
        if (piece.length < left) break;
        for (const filter of filters) frames.push(Math.log(filter.takeEnergy() / summed + floor));
        [frame, summed] = [frame + 1, 0];
      }
      return frames;
    },
  };
}

/** A band-pass of second order. @see https://www.w3.org/TR/audio-eq-cookbook/ */
function createFilter(centre: number, sampleRate: number) {
  const angle = (2 * Math.PI * centre) / sampleRate;
  const alpha = Math.sin(angle) / (2 * sharpness);
  const gain = alpha / (1 + alpha);
  const a1 = (-2 * Math.cos(angle)) / (1 + alpha);
  const a2 = (1 - alpha) / (1 + alpha);
  let [x1, x2, y1, y2, energy] = [0, 0, 0, 0, 0];
  return {
    push(samples: Float32Array): void {
      for (const sample of samples) {
        const y = gain * (sample - x2) - a1 * y1 - a2 * y2;
        x2 = x1;
        x1 = sample;
        y2 = y1;
        y1 = y;
        energy += y * y;
      }
    },
    takeEnergy(): number {
      const taken = energy;
      energy = 0;
      return taken;
    },
  };
}
