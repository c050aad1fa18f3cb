import { bands, framesPerSecond } from './spectrum.ts';

/** Spectra of a recording, frame after frame. */
export type Spectrum = ArrayLike<number>;

/** Where in a recording something is. */
export interface Place {
  /** Which of the recordings. */
  readonly recording: number;
  /** Frame at which it begins there. */
  readonly frame: number;
}

/** How much of the audio it takes to look for it. */
export const mostFrames = 1.5 * framesPerSecond;

/** How alike a place must be, and by how much more than any other. */
export interface Demand {
  readonly leastFrames: number;
  readonly likeness: number;
  readonly margin: number;
}

// Mu-law at 8 kHz comes to 0.93 in its own place, and the same words of the same voice to 0.9 in another. What is short is
// alike in more places.
const demands: readonly Demand[] = [
  { leastFrames: 0.8 * framesPerSecond, likeness: 0.88, margin: 0.08 },
  { leastFrames: 0.4 * framesPerSecond, likeness: 0.92, margin: 0.15 },
];
/** When nothing more will come, the likeliest place will do. */
export const lastDemand: Demand = { leastFrames: 0.25 * framesPerSecond, likeness: 0.92, margin: 0.02 };
// Spread of the loudness, in nepers of energy, below which there is a pause, which is like any other.
const flat = 1;
// Places nearer to the best than this are the best, a little off.
const besideFrames = 0.1 * framesPerSecond;

/** Finds the one place where a recording sounds as this does; undefined where none does, or more than one. */
export function findPlace(
  heard: Spectrum,
  recordings: readonly Spectrum[],
  demand = demands.find(({ leastFrames }) => heard.length >= leastFrames * bands),
): Place | undefined {
  if (demand === undefined || heard.length < demand.leastFrames * bands) return undefined;
  const own = statisticsOf(heard, 0, heard.length);
  if (own.spread < flat) return undefined;
  let best: (Place & { readonly likeness: number }) | undefined;
  let second = -1;
  for (const [recording, spectrum] of recordings.entries()) {
    for (let frame = 0; frame * bands + heard.length <= spectrum.length; frame += 1) {
      const likeness = correlate(heard, own, spectrum, frame * bands);
      const isBeside = best?.recording === recording && frame - best.frame <= besideFrames;
      if (best === undefined || likeness > best.likeness) {
        if (best !== undefined && !isBeside) second = Math.max(second, best.likeness);
        best = { recording, frame, likeness };
      } else if (!isBeside) second = Math.max(second, likeness);
    }
  }
  return best !== undefined && best.likeness > demand.likeness && best.likeness - second > demand.margin
    ? best
    : undefined;
}

// What follows a place must go on sounding alike, though less so: half a second of it may be a single word.
const stillEnough = 0.8;
// The latest of it must not be silent where the recording is loud, or the other way round.
const tailFrames = 0.1 * framesPerSecond;
const [silent, loud] = [-11.5, -9.5];

/** Whether a recording sounds at a frame as this does; a pause is like a pause. */
export function isAlike(heard: Spectrum, spectrum: Spectrum, frame: number): boolean {
  const [from, length] = [frame * bands, heard.length];
  if (from < 0 || from + length > spectrum.length) return false;
  const tail = length - tailFrames * bands;
  const levels = [loudest(heard, tail, length), loudest(spectrum, from + tail, from + length)];
  if (Math.min(...levels) < silent && Math.max(...levels) > loud) return false;
  const [own, other] = [statisticsOf(heard, 0, length), statisticsOf(spectrum, from, length)];
  if (own.spread < flat && other.spread < flat) return true;
  return correlate(heard, own, spectrum, from) > stillEnough;
}

function loudest(spectrum: Spectrum, from: number, to: number): number {
  let most = -Infinity;
  for (let at = Math.max(0, from); at < to; at += 1) most = Math.max(most, spectrum[at] ?? -Infinity);
  return most;
}

interface Statistics {
  readonly mean: number;
  /** Standard deviation. */
  readonly spread: number;
}

function statisticsOf(values: Spectrum, from: number, length: number): Statistics {
  let [sum, squares] = [0, 0];
  for (let at = from; at < from + length; at += 1) {
    const value = values[at] ?? 0;
    sum += value;
    squares += value * value;
  }
  const mean = sum / length;
  return { mean, spread: Math.sqrt(Math.max(0, squares / length - mean * mean)) };
}

// Pearson's correlation of all of one with as much of the other.
function correlate(one: Spectrum, { mean, spread }: Statistics, other: Spectrum, from: number): number {
  const { length } = one;
  let [sum, squares, products] = [0, 0, 0];
  for (let at = 0; at < length; at += 1) {
    const value = other[from + at] ?? 0;
    sum += value;
    squares += value * value;
    products += value * (one[at] ?? 0);
  }
  const otherMean = sum / length;
  const otherSpread = Math.sqrt(Math.max(1e-9, squares / length - otherMean * otherMean));
  return (products / length - mean * otherMean) / (spread * otherSpread);
}
