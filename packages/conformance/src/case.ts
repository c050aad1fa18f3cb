import type { Emulator, EmulatorOptions } from '@earmark/emulator';
import type { Clock, ManualClock } from './clock.ts';

/** One stretch of speech as an adapter hands it on; times are whole milliseconds. */
export interface Segment {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: string | null;
}

/** What a subject says it heard. */
export interface Heard {
  readonly text: string;
  /** In spoken order; as fine as the subject hands them on. */
  readonly segments: readonly Segment[];
}

/** What a subject can be asked at all. */
export type Capability = 'transcribe' | 'params' | 'abort' | 'clock' | 'stream';

/** What a subject needs to reach the world it is put into. */
export interface Place {
  readonly baseUrl: string;
  readonly llmGatewayUrl: string;
  readonly streamingUrl: string;
  readonly apiKey: string;
  /** Set when time is not the machine's; the subject hands it to its client. */
  readonly clock: Clock | undefined;
}

export interface TranscribeCall {
  readonly audio: Uint8Array;
  /** API parameters, by the API's own names. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal | undefined;
}

export interface StreamCall {
  /** Raw audio, 16 kHz, 16 bits, mono, in chunks of any size; the session is to be ended where it ends. */
  readonly audio: AsyncIterable<Uint8Array>;
  /** API parameters, by the API's own names. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal | undefined;
}

/** What is final of a conversation: one for each turn. */
export interface Final {
  readonly text: string;
  /** Absent where the host has none; times are whole milliseconds of the conversation's audio. */
  readonly words?: readonly Omit<Segment, 'speaker'>[] | undefined;
}

/** An adapter, through its host's front door. */
export interface Subject {
  readonly name: string;
  /** `true`, or the reason why not: it is printed with every case that is skipped for it. */
  readonly capabilities: Readonly<Record<Exclude<Capability, 'stream' | 'params'>, true | string>> & {
    /** Whether any parameter of the API can be passed. @default true */
    readonly params?: true | string;
    /** @default none */
    readonly stream?: true | string;
  };
  transcribe(place: Place, call: TranscribeCall): Promise<Heard>;
  /** Streams audio, and yields each final as it comes; ends with the session, or throws what ended it. */
  stream?(place: Place, call: StreamCall): AsyncIterable<Final>;
}

/** A subject's answer as the first witness gives it: a value or an error, never neither. */
export type Seen<Value> =
  | { readonly value: Value; readonly error: undefined }
  | { readonly value: undefined; readonly error: unknown };

/** Where a case happens: the emulator is the second witness, its journal what really arrived. */
export interface World {
  readonly emulator: Emulator;
  readonly place: Place;
  readonly clock: ManualClock;
}

/** A promise, the world it is kept in, and the check that looks at both witnesses. */
export interface Case {
  /** `area.promise`, such as `error.failed-job`. */
  readonly id: string;
  readonly promise: string;
  readonly needs: readonly Capability[];
  /** The mutant that must fail this case, by the way it is broken. */
  readonly kills: string;
  readonly given: {
    readonly emulator?: EmulatorOptions;
    readonly apiKey?: string;
    /** `manual`: the case moves time itself; `jumping`: every pause is over at once. @default the subject's own */
    readonly clock?: 'manual' | 'jumping';
  };
  /** Resolves when the promise is kept, and rejects with what was seen otherwise. */
  check(subject: Subject, world: World): Promise<void>;
}
