import type { Clock } from '@earmark/core/portable';
import { sleep } from 'n8n-workflow';

// What n8n gives to sleep cannot be called off: short naps leave no timer behind for long.
const napMs = 1000;

/** Time by n8n's own `sleep`, the one timer a verified node may use. */
export const n8nClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    const wakeMs = Date.now() + ms;
    signal?.throwIfAborted();
    const aborted = signal === undefined ? undefined : onceAborted(signal);
    for (let leftMs = ms; leftMs > 0; leftMs = wakeMs - Date.now()) {
      await Promise.race([sleep(Math.min(leftMs, napMs)), ...(aborted === undefined ? [] : [aborted])]);
    }
  },
};

async function onceAborted(signal: AbortSignal): Promise<never> {
  return await new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
