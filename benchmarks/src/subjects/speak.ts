import { frameBytes } from '../speech.ts';
import type { Stream } from './stream.ts';

const frameMs = 50;
// Used again and again: memory that the loop takes for itself would be collected at some side's cost.
const frames = Array.from({ length: 1_024 }, () => Buffer.alloc(frameBytes));

export interface Speaking {
  readonly forMs: number;
  /** Frames in a second, of all streams together; real time if omitted. */
  readonly framesPerSecond?: number;
}

/** Sends frames of 50 ms over streams in turn, evenly over the time; the service answers every fifth with a Turn. */
export async function speak(streams: readonly Stream[], { forMs, framesPerSecond }: Speaking): Promise<void> {
  const startedMs = performance.now();
  const perMs = framesPerSecond === undefined ? streams.length / frameMs : framesPerSecond / 1000;
  const count = Math.round(forMs * perMs);
  for (let frame = 0; frame < count; frame += 1) {
    const waitMs = startedMs + frame / perMs - performance.now();
    if (waitMs > 0.5) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const audio = frames[frame % frames.length];
    if (audio === undefined) break;
    audio.writeBigInt64LE(process.hrtime.bigint(), 0);
    void streams[frame % streams.length]?.send(audio);
  }
}
