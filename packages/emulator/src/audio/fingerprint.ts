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
const enough = 0.9;

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
    const to = Math.round((frame + 1) * hop);
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
  return [-2, -1, 0, 1, 2].some(
    (shift) =>
      correlation(one.loudness, other.loudness, shift) > enough &&
      correlation(one.brightness, other.brightness, shift) > enough - 0.15,
  );
}

// Pearson's, over the frames both have once the second is shifted.
function correlation(one: Float32Array, other: Float32Array, shift: number): number {
  const from = Math.max(0, -shift);
  const to = Math.min(one.length, other.length - shift);
  const count = to - from;
  if (count < framesPerSecond) return 0;
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
  const spread = Math.sqrt((count * sumAA - sumA ** 2) * (count * sumBB - sumB ** 2));
  return spread === 0 ? 0 : (count * sumAB - sumA * sumB) / spread;
}
