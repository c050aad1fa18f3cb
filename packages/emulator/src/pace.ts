import type { Clock } from './clock.ts';
import type { Listen } from './jobs.ts';

// What the service takes of a recording's length, roughly.
const realTimeFactor = 0.1;

/** Lets a job take its time: a tenth of its recording's length, or as many times less as `speed` says. */
export function atSpeed(listen: Listen, speed: number, clock: Clock, signal: AbortSignal): Listen {
  if (speed === Number.POSITIVE_INFINITY) return listen;
  return async (audioUrl, perChannel, use) => {
    const startedAt = clock.now();
    return await listen(audioUrl, perChannel, async (heard) => {
      const left = (heard.recording.durationMs * realTimeFactor) / speed - (clock.now() - startedAt);
      if (left > 0) await clock.sleep(left, signal);
      return await use(heard);
    });
  };
}
