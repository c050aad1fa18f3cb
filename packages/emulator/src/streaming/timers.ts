import type { Clock } from '../clock.ts';
import type { ServerMessage } from './messages.ts';
import { StreamProblem } from './problem.ts';

export interface Timed {
  readonly clock: Clock;
  /** Aborted when the session ends. */
  readonly signal: AbortSignal;
  readonly mostSessionMs: number;
  /** Seconds without a message that end the session; undefined for any number. */
  readonly inactivitySeconds: number | undefined;
  /** When the last message came, in the clock's milliseconds. */
  lastMessageAt(): number;
  /** What to say every five seconds; undefined for nothing. */
  heartbeat(): ServerMessage | undefined;
  send(message: ServerMessage): void;
  fail(problem: StreamProblem): void;
}

const heartbeatMs = 5_000;

/** Starts what a session does by the clock: it expires, beats, and ends when nothing comes any more. */
export function startTimers(timed: Timed): void {
  for (const run of [expire, beat, watch]) {
    run(timed).catch((error: unknown) => {
      if (!timed.signal.aborted) throw error;
    });
  }
}

async function expire({ clock, signal, mostSessionMs, fail }: Timed): Promise<void> {
  await clock.sleep(mostSessionMs, signal);
  fail(new StreamProblem(3008, 'Session Expired: Maximum session duration exceeded'));
}

async function beat({ clock, signal, heartbeat, send }: Timed): Promise<void> {
  for (;;) {
    await clock.sleep(heartbeatMs, signal);
    const message = heartbeat();
    if (message !== undefined) send(message);
  }
}

async function watch({ clock, signal, inactivitySeconds: seconds, lastMessageAt, fail }: Timed): Promise<void> {
  if (seconds === undefined) return;
  for (;;) {
    const leftMs = lastMessageAt() + seconds * 1000 - clock.now();
    if (leftMs <= 0) break;
    await clock.sleep(leftMs, signal);
  }
  const why = `Session terminated due to inactivity: No messages received for ${seconds} seconds`;
  fail(new StreamProblem(3006, why));
}
