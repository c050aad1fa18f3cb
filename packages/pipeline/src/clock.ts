import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@earmark/core';

/** What is waited for in a pipeline never keeps the process alive. */
export const systemClock: Pick<Clock, 'sleep'> = {
  sleep: async (ms, signal) => await sleep(ms, undefined, { ref: false, ...(signal && { signal }) }),
};
