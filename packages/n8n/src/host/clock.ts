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
    const woken = new AbortController();
    const aborted = new Promise<void>((resolve) => {
      signal?.addEventListener('abort', () => resolve(), { signal: woken.signal });
    });
    try {
      for (let leftMs = ms; leftMs > 0; leftMs = wakeMs - Date.now()) {
        await Promise.race([sleep(Math.min(leftMs, napMs)), aborted]);
        signal?.throwIfAborted();
      }
    } finally {
      // The signal outlives many pauses: nothing of them stays with it.
      woken.abort();
    }
  },
};
