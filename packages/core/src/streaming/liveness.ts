import type { Clock } from '../transport.ts';

// A dead peer is known after both: within 25 s, whatever it was doing.
const quietMs = 10_000;
const answerMs = 10_000;

/** Watches for signs of life, asks for one after a silence, and calls `onDead` when none comes. */
export async function watchLiveness(
  clock: Clock,
  signal: AbortSignal,
  peer: { readonly lastSignMs: () => number; readonly ping: (() => void) | undefined; readonly onDead: () => void },
): Promise<void> {
  const { ping } = peer;
  for (;;) {
    const sinceMs = peer.lastSignMs();
    await clock.sleep(Math.max(1, sinceMs + quietMs - clock.now()), signal, 'deadline');
    if (peer.lastSignMs() > sinceMs) continue;
    // Without a ping the service's heartbeat, every five seconds, is the sign.
    ping?.();
    await clock.sleep(answerMs, signal, 'deadline');
    if (peer.lastSignMs() === sinceMs) return peer.onDead();
  }
}
