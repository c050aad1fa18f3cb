import type { Sound } from '../audio/decode.ts';
import type { Fingerprint } from '../audio/fingerprint.ts';
import type { Json, Word } from '../shapes.ts';

/** What an engine heard. */
export interface Recognition {
  /** In spoken order; `speaker` is null where the engine cannot tell voices apart. */
  readonly words: readonly Word[];
  readonly languageCode: string;
  /** What else is known of the recording, as keys of the API's transcript; no engine computes it. */
  readonly known?: Json;
}

/** Turns sound into words. */
export interface SpeechEngine {
  readonly name: string;
  /** Resolves with what was heard, or with undefined when this engine does not know the recording. */
  recognise(sound: Sound, signal: AbortSignal): Promise<Recognition | undefined>;
}

/** An engine that knows a recording without all of its samples. */
export interface RecallingEngine extends SpeechEngine {
  recall(print: Fingerprint): Promise<Recognition | undefined>;
  /** Every recording it knows. */
  recordings(): Promise<readonly KnownFile[]>;
}

/** A recording, and what is known of it. */
export interface KnownFile {
  readonly audioPath: string;
  readonly recognition: Recognition;
}

export function canRecall(engine: SpeechEngine): engine is RecallingEngine {
  return 'recall' in engine;
}
