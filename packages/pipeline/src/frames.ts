import { lasts } from './lasting.ts';

let frames = 0;
const none = Object.freeze({});

/** What travels through a pipeline; its fields are set by its constructor's one argument. */
export abstract class Frame {
  declare readonly id: number;
  /** Presentation time in nanoseconds, where it has one. */
  declare pts: number | undefined;
  declare metadata: Readonly<Record<string, unknown>>;
  /** The id of the frame that went the other way, when this one was broadcast. */
  declare broadcastSiblingId: number | undefined;

  // Fields are assigned, never initialized: V8 has no fast way to define them on a base of many classes.
  constructor(fields: object = none) {
    this.id = frames += 1;
    this.pts = undefined;
    this.metadata = none;
    this.broadcastSiblingId = undefined;
    if (fields !== none) Object.assign(this, fields);
  }

  get name(): string {
    return `${this.constructor.name}#${this.id}`;
  }

  /** Whether an interruption neither drops it from a queue nor stops what handles it. */
  get isUninterruptible(): boolean {
    return false;
  }

  /** Whether it stays in a queue through an interruption; what handles it may still be stopped. */
  get isKept(): boolean {
    return this.isUninterruptible;
  }
}

/** Handled at once, ahead of data and control frames, and untouched by interruptions. */
export abstract class SystemFrame extends Frame {
  get kind(): 'system' {
    return 'system';
  }
}
/** Handled in order; dropped by an interruption. */
export abstract class DataFrame extends Frame {
  get kind(): 'data' {
    return 'data';
  }
}
/** Handled in order with the data; dropped by an interruption unless it is uninterruptible. */
export abstract class ControlFrame extends Frame {
  get kind(): 'control' {
    return 'control';
  }
}

export interface StartFields {
  /** Samples per second that come in. @default 16000 */
  readonly audioInSampleRate?: number;
  /** Samples per second that go out. @default 24000 */
  readonly audioOutSampleRate?: number;
  /** Whether processors measure times. @default false */
  readonly enableMetrics?: boolean;
}

/** The first frame of every pipeline: what processors need to know before any other. */
export class StartFrame extends SystemFrame {
  declare readonly audioInSampleRate: number;
  declare readonly audioOutSampleRate: number;
  declare readonly enableMetrics: boolean;
  constructor(fields: StartFields = {}) {
    super({ audioInSampleRate: 16_000, audioOutSampleRate: 24_000, enableMetrics: false, ...fields });
  }
}

/** Ends the pipeline at once; what is queued is lost. */
export class CancelFrame extends SystemFrame {
  declare readonly reason: unknown;
  constructor(fields: { readonly reason?: unknown } = {}) {
    super({ reason: undefined, ...fields });
  }
}

/** The user has begun to speak over the bot: drop what is queued, stop what is being done. */
export class InterruptionFrame extends SystemFrame {}

export interface ErrorFields {
  readonly error: string;
  /** Whether the pipeline cannot go on; the task cancels it. @default false */
  readonly fatal?: boolean;
  readonly exception?: unknown;
  /** The name of the processor it happened in. */
  readonly processor?: string;
}

/** What went wrong, on its way upstream. */
export class ErrorFrame extends SystemFrame {
  declare readonly error: string;
  declare readonly fatal: boolean;
  declare readonly exception: unknown;
  declare readonly processor: string | undefined;
  constructor(fields: ErrorFields) {
    super({ fatal: false, exception: undefined, processor: undefined, ...fields });
  }
}

export interface AudioFields {
  /** Raw samples, `pcm_s16le` unless the service is told another encoding. */
  readonly audio: Uint8Array;
  readonly sampleRate: number;
  /** @default 1 */
  readonly numChannels?: number;
}

/** What a transport hears. */
export class InputAudioRawFrame extends SystemFrame {
  declare readonly audio: Uint8Array;
  declare readonly sampleRate: number;
  declare readonly numChannels: number;
  constructor({ audio, sampleRate, numChannels = 1 }: AudioFields) {
    super();
    this.audio = audio;
    this.sampleRate = sampleRate;
    this.numChannels = numChannels;
  }
}

/** What a transport hears of one of several users. */
export class UserAudioRawFrame extends InputAudioRawFrame {
  declare readonly userId: string;
  constructor(fields: AudioFields & { readonly userId: string }) {
    super(fields);
    this.userId = fields.userId;
  }
}

/** Audio for a transport to play. */
export class OutputAudioRawFrame extends DataFrame {
  declare readonly audio: Uint8Array;
  declare readonly sampleRate: number;
  declare readonly numChannels: number;
  constructor(fields: AudioFields) {
    super({ numChannels: 1, ...fields });
  }
}

/** The user's turn has begun, as whoever decides turns says. */
export class UserStartedSpeakingFrame extends SystemFrame {}
/** The user's turn has ended, as whoever decides turns says. */
export class UserStoppedSpeakingFrame extends SystemFrame {}
export class BotStartedSpeakingFrame extends SystemFrame {}
export class BotStoppedSpeakingFrame extends SystemFrame {}

/** The detector hears a voice. */
export class VADUserStartedSpeakingFrame extends SystemFrame {
  declare readonly startSecs: number;
  /** Seconds since 1970, when it was decided. */
  declare readonly timestamp: number;
  constructor(fields: { readonly startSecs?: number; readonly timestamp?: number } = {}) {
    super({ startSecs: 0, timestamp: Date.now() / 1000, ...fields });
  }
}

/** The detector hears no voice any more, since `stopSecs` before `timestamp`. */
export class VADUserStoppedSpeakingFrame extends SystemFrame {
  declare readonly stopSecs: number;
  /** Seconds since 1970, when it was decided. */
  declare readonly timestamp: number;
  constructor(fields: { readonly stopSecs?: number; readonly timestamp?: number } = {}) {
    super({ stopSecs: 0, timestamp: Date.now() / 1000, ...fields });
  }
}

/** Lets a speech-to-text service hear nothing, or hear again. */
export class STTMuteFrame extends SystemFrame {
  declare readonly mute: boolean;
  constructor(fields: { readonly mute: boolean }) {
    super({ ...fields });
  }
}

/** How long a service usually takes from the end of speech to its text, in seconds; for those who decide turns. */
export class STTMetadataFrame extends SystemFrame {
  declare readonly serviceName: string;
  declare readonly ttfsP99Latency: number;
  constructor(fields: { readonly serviceName: string; readonly ttfsP99Latency: number }) {
    super({ ...fields });
  }
}

/** Time to first byte; for speech-to-text from the end of speech to the turn's finalized text. */
export interface TTFBMetricsData {
  readonly kind: 'ttfb';
  readonly processor: string;
  readonly model?: string | undefined;
  /** Seconds. */
  readonly value: number;
}

export class MetricsFrame extends SystemFrame {
  declare readonly data: readonly TTFBMetricsData[];
  constructor(fields: { readonly data: readonly TTFBMetricsData[] }) {
    super({ ...fields });
  }
}

const silence = { audio: new Uint8Array(0), sampleRate: 16_000 };
// What comes with every turn or more often.
lasts([
  new InputAudioRawFrame(silence),
  new UserAudioRawFrame({ ...silence, userId: '' }),
  new VADUserStartedSpeakingFrame(),
  new VADUserStoppedSpeakingFrame(),
  new UserStartedSpeakingFrame(),
  new UserStoppedSpeakingFrame(),
  new InterruptionFrame(),
  new MetricsFrame({ data: [] }),
]);
