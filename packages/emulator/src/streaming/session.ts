import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { createDecoder } from './encoding.ts';
import type { Hearing } from './hearing.ts';
import { Intake } from './intake.ts';
import { defaultModel, familyOf } from './models.ts';
import { StreamProblem } from './problem.ts';
import type { Settings } from './settings.ts';
import type { StreamRecord } from './stream-record.ts';
import { toTiming } from './timing.ts';
import { type EndedTurn, type TurnTakerOptions, TurnTaker } from './turn-taker.ts';
import type { Wire } from './wire.ts';

export interface SessionOptions {
  readonly settings: Settings;
  readonly hearing: Hearing;
  readonly wire: Wire;
  readonly record: StreamRecord;
  readonly clock: Clock;
  /** How much audio may come ahead of real time, in milliseconds. */
  readonly lookAheadMs: number;
  readonly mostSessionMs: number;
  /** Whether a client that terminates is not answered. */
  readonly withholdTermination: boolean;
}

/** What answers a client's audio and messages. */
export interface Answering {
  begin(): void;
  /** @throws StreamProblem for audio that is refused. */
  takeAudio(bytes: Uint8Array): void;
  /** @throws StreamProblem for a message that is none. */
  takeText(text: string): Promise<void>;
  /** Ends everything that runs for it. */
  end(): void;
}

export const defaultSampleRate = 16_000;

/** One streaming session, from `Begin` to `Termination`. */
export class Session implements Answering {
  readonly id = randomUUID();
  readonly #options: SessionOptions;
  readonly #decode: (bytes: Uint8Array) => Float32Array;
  readonly #intake: Intake;
  readonly #turns: TurnTaker;
  readonly #startedAt: number;
  readonly #ended = new AbortController();
  #settings: Settings;
  #hasBegun = false;
  #finalMs = 0;

  constructor(options: SessionOptions) {
    const { settings, clock, lookAheadMs, wire } = options;
    this.#options = options;
    this.#settings = settings;
    const encoding = settings.get('encoding') ?? 'pcm_s16le';
    const sampleRate = settings.get('sample_rate') ?? defaultSampleRate;
    this.#decode = createDecoder(encoding);
    this.#intake = new Intake({ encoding, sampleRate, lookAheadMs, now: () => clock.now() });
    this.#turns = new TurnTaker(
      toTurnOptions(settings),
      (message) => wire.send(message),
      (turn) => this.#endTurn(turn),
    );
    this.#startedAt = clock.now();
  }

  begin(): void {
    const { wire, mostSessionMs } = this.#options;
    const expires_at = Math.floor((this.#startedAt + mostSessionMs) / 1000);
    wire.send({ type: 'Begin', id: this.id, expires_at, configuration: toConfiguration(this.#settings) });
    this.#hasBegun = true;
  }

  takeAudio(bytes: Uint8Array): void {
    if (!this.#hasBegun) throw new StreamProblem(3006, 'Invalid Message: audio was sent before Begin');
    const { hearing } = this.#options;
    this.#intake.take(bytes.byteLength);
    hearing.push(this.#decode(bytes));
    this.#turns.advance(hearing.take());
  }

  async takeText(text: string): Promise<void> {
    const message = parseMessage(text);
    if (message.type === 'Terminate') await this.#terminate();
    else if (message.type === 'ForceEndpoint') await this.#force();
    else if (message.type === 'UpdateConfiguration') this.#update(message.changes);
  }

  end(): void {
    this.#ended.abort();
    this.#options.hearing.close();
  }

  #update(changes: Readonly<Record<string, unknown>>): void {
    this.#settings = this.#settings.with(changes);
    this.#turns.options = toTurnOptions(this.#settings);
  }

  async #force(): Promise<void> {
    const { hearing } = this.#options;
    await hearing.settle();
    this.#turns.force({ ...hearing.take(), untilMs: this.#intake.audioMs });
  }

  async #terminate(): Promise<void> {
    const { wire, clock, record, withholdTermination } = this.#options;
    await this.#force();
    const { audioMs } = this.#intake;
    if (withholdTermination) return;
    if (audioMs > this.#finalMs) record.finalised.push({ turnOrder: null, fromMs: this.#finalMs, toMs: audioMs });
    wire.send({
      type: 'Termination',
      audio_duration_seconds: Math.round(audioMs / 1000),
      session_duration_seconds: Math.round((clock.now() - this.#startedAt) / 1000),
    });
    wire.close(1000, 'Session Ended');
  }

  #endTurn({ order, words }: EndedTurn): void {
    const toMs = words.at(-1)?.end ?? this.#finalMs;
    this.#options.record.finalised.push({ turnOrder: order, fromMs: this.#finalMs, toMs });
    this.#finalMs = toMs;
  }
}

function toTurnOptions(settings: Settings): TurnTakerOptions {
  return {
    family: familyOf(settings.get('speech_model') ?? defaultModel),
    timing: toTiming(settings),
    formatTurns: settings.get('format_turns') ?? false,
    partials: settings.get('include_partial_turns') ?? settings.get('redact_pii') !== true,
  };
}

function toConfiguration(settings: Settings) {
  const model = settings.get('speech_model') ?? defaultModel;
  return {
    model,
    mode: familyOf(model) === 'u3' ? (settings.get('mode') ?? 'balanced') : null,
    api_version: '2025-05-12',
    speaker_labels: settings.get('speaker_labels') ?? false,
    redact_pii: settings.get('redact_pii') ?? false,
    filter_profanity: settings.get('filter_profanity') ?? false,
    domain: settings.get('domain') ?? null,
    voice_focus: settings.get('voice_focus') ?? null,
  };
}

const types = ['Terminate', 'ForceEndpoint', 'UpdateConfiguration', 'KeepAlive'];

function parseMessage(text: string): { readonly type: unknown; readonly changes: Readonly<Record<string, unknown>> } {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || !('type' in value)) {
    throw new StreamProblem(3006, `Invalid Message: ${text.slice(0, 100)}`);
  }
  const { type, ...changes } = value;
  if (typeof type === 'string' && types.includes(type)) return { type, changes };
  throw new StreamProblem(3006, `Invalid Message Type: ${String(type)}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StreamProblem(3006, `Invalid JSON: ${text.slice(0, 100)}`);
  }
}
