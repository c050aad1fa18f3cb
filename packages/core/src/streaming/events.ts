/** A word as the service sends it; times are milliseconds of the conversation's audio. */
export interface StreamingWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly word_is_final: boolean;
  readonly speaker?: string | null;
  readonly [field: string]: unknown;
}

/** What is known of a turn. The same turn keeps its number; each message replaces the one before. */
export interface TurnFields {
  readonly turn_order: number;
  readonly turn_is_formatted: boolean;
  readonly end_of_turn: boolean;
  readonly transcript: string;
  readonly utterance?: string;
  readonly end_of_turn_confidence?: number;
  readonly words: readonly StreamingWord[];
  readonly language_code?: string;
  readonly language_confidence?: number;
  readonly speaker_label?: string | null;
  readonly [field: string]: unknown;
}

/**
 * What a session tells, each with the service's own fields.
 *
 * Turn numbers and times go on over reconnects: they count from the first byte of the conversation. There is exactly one
 * `turn-end` a turn.
 *
 * @see https://www.assemblyai.com/docs/api-reference/streaming-api
 */
export type StreamingEvent =
  | {
      readonly type: 'session-start';
      readonly id: string;
      readonly expires_at: number;
      readonly [field: string]: unknown;
    }
  | { readonly type: 'speech-start'; readonly timestamp: number; readonly [field: string]: unknown }
  | ({ readonly type: 'turn-delta' } & TurnFields)
  | ({ readonly type: 'turn-end' } & TurnFields)
  | { readonly type: 'speaker-revision'; readonly revisions: readonly unknown[]; readonly [field: string]: unknown }
  | { readonly type: 'llm-response'; readonly turn_order: number; readonly [field: string]: unknown }
  | { readonly type: 'heartbeat'; readonly [field: string]: unknown }
  | {
      readonly type: 'warning';
      readonly warning_code: number | string;
      readonly warning: string;
      readonly [field: string]: unknown;
    }
  | {
      readonly type: 'reconnect';
      /** The new session's id. */
      readonly id: string;
      /** Why the old connection ended: its close code, or `rotation`. */
      readonly code: number | 'rotation';
      /** Where the new connection's audio starts in the conversation, in milliseconds. */
      readonly fromMs: number;
      /** Audio that is sent a second time, in milliseconds. */
      readonly replayedMs: number;
    }
  | {
      readonly type: 'session-end';
      /** From the service's last message; absent when it ended without one. */
      readonly audio_duration_seconds?: number;
      readonly session_duration_seconds?: number;
      readonly [field: string]: unknown;
    }
  /** A message this version does not know, or one that could not be read. */
  | { readonly type: 'unknown'; readonly message: unknown };
