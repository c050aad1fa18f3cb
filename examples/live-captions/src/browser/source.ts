import type { Pacing } from '@earmark/core/edge';

/** Raw 16-bit samples, mono. */
export interface Source {
  readonly sampleRate: number;
  readonly audio: ReadableStream<Uint8Array>;
  readonly pacing: Pacing;
  /** Ends the audio; what was heard of it is still told. */
  stop(): void;
}

export const wantedRate = 16_000;
