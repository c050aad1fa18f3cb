import type { Overflow } from './outbox.ts';
import type { ReconnectOptions } from './reconnect.ts';

/** How fast audio goes out: as it comes, as it was spoken, or so many times faster. */
export type Pacing = 'off' | 'real-time' | number;

export interface StreamingOptions {
  /** Ends the session at once, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Asked for a temporary token before every connection; each is good for one. @default the API key, in a header */
  readonly token?: (() => string | Promise<string>) | undefined;
  /** Live sources pace themselves; files do not. @default 'off', in `transcribe` 'real-time' */
  readonly pacing?: Pacing | undefined;
  /** How many times faster than real time audio is sent again after a reconnect. @default 4 */
  readonly replayPace?: number | undefined;
  /** Audio in one message, 50 to 1000 milliseconds. @default 50 */
  readonly messageMs?: number | undefined;
  /** Audio kept until it is final, in milliseconds, so that it can be sent again. @default 30_000 */
  readonly bufferMs?: number | undefined;
  /** Unsent audio above which `write` waits, in milliseconds. @default 1_000 */
  readonly highWaterMs?: number | undefined;
  /** What happens when the buffer is full and the source does not wait. @default 'drop-oldest' */
  readonly overflow?: Overflow | undefined;
  readonly reconnect?: ReconnectOptions | undefined;
  /** Longest time from the first packet to the service's Begin, in milliseconds. @default 10_000 */
  readonly connectTimeoutMs?: number | undefined;
  /** Longest silence of the service while a session is drained, in milliseconds. @default 10_000 */
  readonly closeTimeoutMs?: number | undefined;
}

type Numbers = 'replayPace' | 'messageMs' | 'bufferMs' | 'highWaterMs' | 'connectTimeoutMs' | 'closeTimeoutMs';

interface StreamingDefaults extends Readonly<Record<Numbers, number>> {
  readonly overflow: Overflow;
}

export const streamingDefaults: StreamingDefaults = Object.freeze({
  replayPace: 4,
  messageMs: 50,
  bufferMs: 30_000,
  highWaterMs: 1_000,
  connectTimeoutMs: 10_000,
  closeTimeoutMs: 10_000,
  overflow: 'drop-oldest',
});

/** A pace as a factor of real time. */
export function factorOf(pacing: Pacing = 'off'): number {
  if (pacing === 'off') return Number.POSITIVE_INFINITY;
  return pacing === 'real-time' ? 1 : pacing;
}
