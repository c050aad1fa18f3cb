import { type Sound, durationMs, toMono } from './decode.ts';

const framesPerSecond = 20;

/**
 * What a recording sounds like, coarsely: its loudness and its brightness, twenty times a second.
 *
 * Coding to mp3 and resampling move single samples but hardly these, so copies of a recording can be told from others.
 */
export interface Fingerprint {
  readonly durationMs: number;
  readonly loudness: Float32Array;
  readonly brightness: Float32Array;
}

const durationToleranceMs = 300;
const stretch = 5 * framesPerSecond;
// What must agree over the whole, and what in every stretch, so that no two turns can have changed places.
const enough = { loudness: 0.85, brightness: 0.7, stretch: 0.5 };
// Spread of the loudness, in nepers of energy, below which a stretch is a pause and says nothing.
const flat = 1;

export function fingerprint(sound: Sound): Fingerprint {
  const samples = toMono(sound);
  const hop = sound.sampleRate / framesPerSecond;
  const frames = Math.floor(samples.length / hop);
  // Brightness is the energy of the slope against the energy; a slope over a fixed time is the same at every rate.
  const lag = Math.max(1, Math.round(sound.sampleRate / 8_000));
  const loudness = new Float32Array(frames);
  const brightness = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    const from = Math.round(frame * hop);
    // Frames overlap by half, so that a coder's lead-in of half a frame changes little.
    const to = Math.min(samples.length, Math.round((frame + 2) * hop));
    let energy = 1e-7 * (to - from);
    let slope = energy;
    for (let at = Math.max(from, lag); at < to; at += 1) {
      const sample = samples[at] ?? 0;
      energy += sample ** 2;
      slope += (sample - (samples[at - lag] ?? 0)) ** 2;
    }
    loudness[frame] = Math.log(energy / (to - from));
    brightness[frame] = Math.log(slope / energy);
  }
  return { durationMs: durationMs(sound), loudness, brightness };
}

/** Tells whether two fingerprints are of one recording, whatever it was coded and resampled with. */
export function isSameRecording(one: Fingerprint, other: Fingerprint): boolean {
  if (Math.abs(one.durationMs - other.durationMs) > durationToleranceMs) return false;
  return [-2, -1, 0, 1, 2].some((shift) => agree(one, other, shift));
}

// Over the frames both have once the second is shifted.
function agree(one: Fingerprint, other: Fingerprint, shift: number): boolean {
  const from = Math.max(0, -shift);
  const to = Math.min(one.loudness.length, other.loudness.length - shift);
  if (to - from < framesPerSecond) return false;
  const whole = [from, to, shift] as const;
  if (!(compare(one.loudness, other.loudness, ...whole).correlation > enough.loudness)) return false;
  if (!(compare(one.brightness, other.brightness, ...whole).correlation > enough.brightness)) return false;
  for (let start = from; start + stretch <= to; start += stretch) {
    const { correlation, spread } = compare(one.loudness, other.loudness, start, start + stretch, shift);
    if (spread > flat && correlation < enough.stretch) return false;
  }
  return true;
}

// Pearson's correlation, and the standard deviation of the less lively of the two.
function compare(one: Float32Array, other: Float32Array, from: number, to: number, shift: number) {
  const count = to - from;
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let at = from; at < to; at += 1) {
    const a = one[at] ?? 0;
    const b = other[at + shift] ?? 0;
    sumA += a;
    sumB += b;
    sumAA += a * a;
    sumBB += b * b;
    sumAB += a * b;
  }
  const [varianceA, varianceB] = [count * sumAA - sumA ** 2, count * sumBB - sumB ** 2];
  return {
    correlation: (count * sumAB - sumA * sumB) / Math.sqrt(varianceA * varianceB),
    spread: Math.sqrt(Math.min(varianceA, varianceB)) / count,
  };
}
