// Enough of a voice to know it by, and little to compare.
const rate = 4_000;
// What a coder may put before a sound.
const mostLag = 0.1 * rate;
const enough = 0.75;
const silent = 1e-4;

/** Takes samples as they come and keeps one in so many, each the mean of those it stands for. */
export interface Thinner {
  push(samples: Float32Array): void;
  end(): Float32Array;
}

/** @param mostMs - What comes later is passed over. */
export function createThinner(sampleRate: number, mostMs: number): Thinner {
  const most = Math.ceil((mostMs / 1000) * rate);
  const step = sampleRate / rate;
  const thin: number[] = [];
  let [sum, count, taken] = [0, 0, 0];
  return {
    push(samples) {
      for (let at = 0; at < samples.length && thin.length < most; at += 1) {
        sum += samples[at] ?? 0;
        count += 1;
        taken += 1;
        if (taken < (thin.length + 1) * step) continue;
        thin.push(sum / count);
        [sum, count] = [0, 0];
      }
    },
    end: () => Float32Array.from(thin),
  };
}

/**
 * Whether two short sounds are one, wave by wave, shifted as far as a coder may have: the energy they share against all
 * that they have. Silence is like nothing.
 */
export function isSameWave(one: Float32Array, other: Float32Array): boolean {
  const all = Math.sqrt(energyOf(one) * energyOf(other));
  if (Math.sqrt(all / Math.max(one.length, other.length)) < silent) return false;
  for (let lag = -mostLag; lag <= mostLag; lag += 1) {
    let shared = 0;
    const to = Math.min(one.length, other.length - lag);
    for (let at = Math.max(0, -lag); at < to; at += 1) shared += (one[at] ?? 0) * (other[at + lag] ?? 0);
    if (shared > enough * all) return true;
  }
  return false;
}

function energyOf(wave: Float32Array): number {
  return wave.reduce((sum, sample) => sum + sample ** 2, 0);
}
