import type { Word } from '../shapes.ts';

/** What has become known of the audio since it was last asked; times are milliseconds of the session's audio. */
export interface Heard {
  /** Words that will not change, in spoken order, each told once; the last may not have ended yet. */
  readonly words: readonly Word[];
  /** What follows them for now, and may be told differently next time. */
  readonly guesses: readonly Word[];
  /** Every word that starts before this is known. */
  readonly untilMs: number;
}

/** Listens to the audio of one session. */
export interface Hearing {
  push(samples: Float32Array): void;
  take(): Heard;
  /** Resolves when everything that was pushed has been listened to. */
  settle(): Promise<void>;
  /** The language of what is heard, such as `en`; undefined where nobody knows. */
  readonly language: string | undefined;
  close(): void;
}
