import type { Json } from '../shapes.ts';

/** What the service sends. */
export interface ServerMessage extends Json {
  readonly type: string;
}

/** A word as a turn has it. */
export interface TurnWord extends Json {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly word_is_final: boolean;
}

export interface TurnMessage extends ServerMessage {
  readonly type: 'Turn';
  readonly turn_order: number;
  readonly turn_is_formatted: boolean;
  readonly end_of_turn: boolean;
  readonly transcript: string;
  readonly utterance: string;
  readonly end_of_turn_confidence: number;
  readonly words: readonly TurnWord[];
}
