import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { AnswerTurn } from '../gateway/turn.ts';
import type { Json } from '../shapes.ts';
import { parseMessage } from './client-message.ts';
import { createDecoder } from './encoding.ts';
import { Heart } from './heart.ts';
import type { Hearing } from './hearing.ts';
import { Intake } from './intake.ts';
import type { ServerMessage, TurnMessage } from './messages.ts';
import { Outbox } from './outbox.ts';
import { StreamProblem } from './problem.ts';
import { Revisions } from './revisions.ts';
import { toRewrite } from './rewriting.ts';
import { toConfiguration, toTurnOptions } from './session-options.ts';
import type { Settings } from './settings.ts';
import type { StreamRecord } from './stream-record.ts';
import { startTimers } from './timers.ts';
import { TurnAnswers } from './turn-answers.ts';
import { type EndedTurn, TurnTaker } from './turn-taker.ts';
import type { Wire } from './wire.ts';

export interface SessionOptions {
  readonly settings: Settings;
  /** Makes what listens; calls back when it has heard something, which may take time. */
  readonly listen: (onHeard: () => void) => Hearing;
  readonly wire: Wire;
  readonly record: StreamRecord;
  readonly clock: Clock;
  /** How much audio may come ahead of real time, in milliseconds. */
  readonly lookAheadMs: number;
  readonly mostSessionMs: number;
  /** Whether a client that terminates is not answered. */
  readonly withholdTermination: boolean;
  readonly answerTurn: AnswerTurn;
  readonly onFail: (error: unknown) => void;
  /** Is told, once the session has ended, of its finished turns. */
  readonly onEnd: (id: string, turns: readonly TurnMessage[]) => void;
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
  readonly #id = randomUUID();
  readonly #options: SessionOptions;
  readonly #decode: (bytes: Uint8Array) => Float32Array;
  readonly #hearing: Hearing;
  readonly #intake: Intake;
  readonly #heart = new Heart();
  readonly #outbox: Outbox;
  readonly #turns: TurnTaker;
  readonly #answers: TurnAnswers;
  readonly #revisions: Revisions;
  readonly #finished: TurnMessage[] = [];
  readonly #startedAt: number;
  readonly #ended = new AbortController();
  #settings: Settings;
  #lastMessageAt: number;
  #hasBegun = false;
  #finalMs = 0;

  constructor(options: SessionOptions) {
    const { settings, clock, lookAheadMs, wire, answerTurn } = options;
    const send = (message: ServerMessage): void => wire.send(message);
    this.#options = options;
    this.#settings = settings;
    const encoding = settings.get('encoding') ?? 'pcm_s16le';
    const sampleRate = settings.get('sample_rate') ?? defaultSampleRate;
    this.#decode = createDecoder(encoding);
    this.#intake = new Intake({ encoding, sampleRate, lookAheadMs, now: () => clock.now() });
    this.#hearing = options.listen(() => this.#turns.advance(this.#hearing.take()));
    this.#outbox = new Outbox({
      rewrite: toRewrite(settings, () => this.#hearing.language),
      send,
      onEnd: (turn) => this.#endTurn(turn),
      onFail: options.onFail,
    });
    this.#turns = new TurnTaker(this.#turnOptions(), this.#outbox);
    this.#revisions = new Revisions(settings.get('speaker_labels_revision_interval_ms') ?? 0, send);
    this.#answers = new TurnAnswers(answerTurn, settings.get('llm_gateway'), send);
    this.#startedAt = clock.now();
    this.#lastMessageAt = this.#startedAt;
  }

  begin(): void {
    const { wire, mostSessionMs, clock } = this.#options;
    const expires_at = Math.floor((this.#startedAt + mostSessionMs) / 1000);
    wire.send({ type: 'Begin', id: this.#id, expires_at, configuration: toConfiguration(this.#settings) });
    this.#hasBegun = true;
    this.#lastMessageAt = clock.now();
    startTimers({
      clock,
      signal: this.#ended.signal,
      mostSessionMs,
      inactivitySeconds: this.#settings.get('inactivity_timeout'),
      lastMessageAt: () => this.#lastMessageAt,
      heartbeat: () => (this.#settings.get('session_heartbeat') === true ? this.#beat() : undefined),
      send: (message) => wire.send(message),
      fail: (problem) => wire.fail(problem),
    });
  }

  takeAudio(bytes: Uint8Array): void {
    if (!this.#hasBegun) throw new StreamProblem(3006, 'Invalid Message: audio was sent before Begin');
    this.#lastMessageAt = this.#options.clock.now();
    this.#intake.take(bytes.byteLength);
    const samples = this.#decode(bytes);
    this.#heart.hear(samples);
    this.#hearing.push(samples);
    this.#turns.advance(this.#hearing.take());
    this.#revisions.advance(this.#intake.audioMs);
  }

  async takeText(text: string): Promise<void> {
    this.#lastMessageAt = this.#options.clock.now();
    const { type, changes } = parseMessage(text);
    if (type === 'Terminate') await this.#terminate();
    else if (type === 'ForceEndpoint') await this.#force();
    else if (type === 'UpdateConfiguration') this.#update(changes);
  }

  end(): void {
    this.#ended.abort();
    this.#hearing.close();
    this.#options.onEnd(this.#id, this.#finished);
  }

  #update(changes: Json): void {
    this.#settings = this.#settings.with(changes);
    this.#turns.options = this.#turnOptions();
  }

  #turnOptions() {
    return toTurnOptions(this.#settings, () => this.#hearing.language);
  }

  #beat(): ServerMessage {
    return this.#heart.beat(this.#intake.audioMs, this.#options.clock.now() - this.#startedAt);
  }

  async #force(): Promise<void> {
    await this.#hearing.settle();
    this.#turns.force({ ...this.#hearing.take(), untilMs: this.#intake.audioMs });
  }

  async #terminate(): Promise<void> {
    const { wire, clock, record, withholdTermination } = this.#options;
    await this.#force();
    await this.#outbox.settle();
    await this.#answers.settle();
    const { audioMs } = this.#intake;
    if (audioMs > this.#finalMs) record.finalised.push({ turnOrder: null, fromMs: this.#finalMs, toMs: audioMs });
    this.#finalMs = audioMs;
    if (withholdTermination) return;
    this.#turns.close();
    await this.#outbox.settle();
    this.#revisions.tell();
    wire.send({
      type: 'Termination',
      audio_duration_seconds: Math.round(audioMs / 1000),
      session_duration_seconds: Math.round((clock.now() - this.#startedAt) / 1000),
    });
    wire.close(1000, 'Session Ended');
  }

  #endTurn(turn: EndedTurn): void {
    const { words, message } = turn;
    const toMs = words.at(-1)?.end ?? this.#finalMs;
    this.#options.record.finalised.push({ turnOrder: message.turn_order, fromMs: this.#finalMs, toMs });
    this.#finalMs = toMs;
    this.#revisions.note(turn);
    this.#answers.ask(turn);
    if (this.#settings.get('webhook_url') !== undefined) this.#finished.push(message);
  }
}
