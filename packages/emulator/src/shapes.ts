// The API's shapes as this package sends them: written down here on purpose, and never shared with the client, so that
// the emulator stays a second witness.

/** Times are whole milliseconds from the start of the audio. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly speaker: string | null;
  /** Its number, from 1, where channels were told apart. */
  readonly channel?: string;
}

export interface Utterance {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly speaker: string;
  readonly channel?: string;
  readonly words: readonly Word[];
}

export type Status = 'queued' | 'processing' | 'completed' | 'error';

export type Json = Record<string, unknown>;
