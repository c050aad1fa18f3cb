import { durationMs } from './audio/decode.ts';
import type { Clock } from './clock.ts';
import type { Heard } from './jobs.ts';

// What the service takes of a recording's length, roughly.
const realTimeFactor = 0.1;

/** Lets a job take its time: a tenth of its recording's length, or as many times less as `speed` says. */
export function atSpeed(
  listen: (audioUrl: string) => Promise<Heard>,
  speed: number,
  clock: Clock,
  signal: AbortSignal,
): (audioUrl: string) => Promise<Heard> {
  if (speed === Number.POSITIVE_INFINITY) return listen;
  return async (audioUrl) => {
    const startedAt = clock.now();
    const heard = await listen(audioUrl);
    const left = (durationMs(heard.sound) * realTimeFactor) / speed - (clock.now() - startedAt);
    if (left > 0) await clock.sleep(left, signal);
    return heard;
  };
}
