import { type Fingerprint, framesPerSecond } from './fingerprint.ts';
import { isSameWave } from './thin.ts';

const durationToleranceMs = 300;
const stretch = 5 * framesPerSecond;
// What must agree over the whole, and what in every stretch, so that no two turns can have changed places.
const enough = { loudness: 0.85, brightness: 0.7, stretch: 0.5 };
// Spread of the loudness, in nepers of energy, below which a stretch is a pause and says nothing.
const flat = 1;

/** Tells whether two fingerprints are of one recording, whatever it was coded and resampled with. */
export function isSameRecording(one: Fingerprint, other: Fingerprint): boolean {
  if (Math.abs(one.durationMs - other.durationMs) > durationToleranceMs) return false;
  if (one.wave !== undefined && other.wave !== undefined) return isSameWave(one.wave, other.wave);
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
