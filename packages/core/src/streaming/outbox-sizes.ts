import type { AudioFormat } from './audio-format.ts';

export interface OutboxTimes {
  readonly format: AudioFormat;
  /** How much audio is kept until it is final. */
  readonly bufferMs: number;
  /** Unsent audio above which `write` waits. */
  readonly highWaterMs: number;
  /** Audio in one message. */
  readonly messageMs: number;
}

/** The same, in bytes. */
export interface OutboxSizes {
  readonly ring: number;
  readonly high: number;
  readonly message: number;
  /** Of a message, at least. */
  readonly shortest: number;
}

// The service takes messages of 50 to 1000 ms. https://www.assemblyai.com/docs/api-reference/streaming-api
const shortestMs = 50;
const longestMs = 1000;

export function outboxSizes({ format, bufferMs, highWaterMs, messageMs }: OutboxTimes): OutboxSizes {
  // Whole samples, and at least as long as asked for: 50 ms are not whole samples at every rate.
  const upTo = (ms: number): number => format.toBytes(ms + format.toMs(format.bytesPerSample) - 1e-3);
  const shortest = upTo(shortestMs);
  const message = Math.max(shortest, Math.min(upTo(messageMs), format.toBytes(longestMs)));
  const ring = Math.max(format.toBytes(bufferMs), 2 * message);
  // What is no message yet is not sent, and must not wait.
  const high = Math.min(Math.max(format.toBytes(highWaterMs), message), ring / 2);
  return { ring, high, message, shortest };
}
