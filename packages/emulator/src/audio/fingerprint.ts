import { type Sound, toMono } from './decode.ts';
import { createThinner } from './thin.ts';

/** Frames of a fingerprint a second. */
export const framesPerSecond = 20;

/**
 * What a recording sounds like, coarsely: its loudness and its brightness, twenty times a second.
 *
 * Coding to mp3 and resampling move single samples but hardly these, so copies of a recording can be told from others.
 */
export interface Fingerprint {
  readonly durationMs: number;
  readonly loudness: Float32Array;
  readonly brightness: Float32Array;
  /** The sound itself, thinned out, of what is too short to say much in frames. */
  readonly wave: Float32Array | undefined;
}

/** Takes a recording's samples as they come, of one channel, and makes its fingerprint. */
export interface Printer {
  push(samples: Float32Array): void;
  end(): Fingerprint;
}

const shortMs = 1_500;

export function createPrinter(sampleRate: number): Printer {
  const hop = sampleRate / framesPerSecond;
  // Brightness is the energy of the slope against the energy; a slope over a fixed time is the same at every rate.
  const lag = Math.max(1, Math.round(sampleRate / 8_000));
  const frames: { readonly loudness: number; readonly brightness: number }[] = [];
  const thinner = createThinner(sampleRate, shortMs);
  // What is still needed of what came, and where in the whole it begins.
  let [held, heldFrom] = [new Float32Array(0), 0];

  function takeFrames(to: number): void {
    for (;;) {
      const from = Math.round(frames.length * hop);
      // Frames overlap by half, so that a coder's lead-in of half a frame changes little.
      const until = Math.round((frames.length + 2) * hop);
      if (until > to) return;
      frames.push(toFrame(held, from - heldFrom, until - heldFrom, lag));
    }
  }

  return {
    push(samples) {
      thinner.push(samples);
      const needed = Math.max(heldFrom, Math.round(frames.length * hop) - lag);
      held = join(held.subarray(needed - heldFrom), samples);
      heldFrom = needed;
      takeFrames(heldFrom + held.length);
    },
    end() {
      const length = heldFrom + held.length;
      while (frames.length < Math.floor(length / hop)) {
        const from = Math.round(frames.length * hop);
        frames.push(toFrame(held, from - heldFrom, held.length, lag));
      }
      const durationMs = (length / sampleRate) * 1000;
      return {
        durationMs,
        loudness: Float32Array.from(frames, (frame) => frame.loudness),
        brightness: Float32Array.from(frames, (frame) => frame.brightness),
        wave: durationMs < shortMs ? thinner.end() : undefined,
      };
    },
  };
}

export function fingerprint(sound: Sound): Fingerprint {
  const printer = createPrinter(sound.sampleRate);
  printer.push(toMono(sound));
  return printer.end();
}

function toFrame(samples: Float32Array, from: number, to: number, lag: number) {
  let energy = 1e-7 * (to - from);
  let slope = energy;
  for (let at = Math.max(from, lag); at < to; at += 1) {
    const sample = samples[at] ?? 0;
    energy += sample ** 2;
    slope += (sample - (samples[at - lag] ?? 0)) ** 2;
  }
  return { loudness: Math.log(energy / (to - from)), brightness: Math.log(slope / energy) };
}

function join(one: Float32Array, other: Float32Array): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}
