import type { Clock } from '../transport.ts';
import type { AudioFormat } from './audio-format.ts';
import type { Connection } from './connection.ts';
import type { Outbox } from './outbox.ts';
import type { Pacer } from './pacing.ts';
import type { Timeline } from './timeline.ts';

export interface SenderDeps {
  readonly clock: Clock;
  readonly format: AudioFormat;
  readonly outbox: Outbox;
  readonly pacer: Pacer;
  /** Times real time, when nothing is replayed. */
  readonly pace: number;
  readonly closeMs: number;
}

interface Control {
  /** Of the audio that goes before it. */
  readonly position: number;
  readonly text: string;
  /** Whether it is sent again with its audio. */
  readonly isRepeated: boolean;
}

const mostBufferedBytes = 1024 * 1024;
const drainPauseMs = 5;

/** Moves audio and ordered messages from the outbox to a connection, no faster than it may. */
export class Sender {
  readonly #deps: SenderDeps;
  #controls: Control[] = [];
  #sentControls: Control[] = [];
  #wake: () => void = () => undefined;
  #replayFactor: number | undefined;
  #isOver = false;
  #isLeaving = false;
  #isTerminating = false;
  #firstSentMs: number | undefined;
  #lastSentMs = 0;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
    deps.pacer.factor = deps.pace;
  }

  /** Whether the end was asked for, and nothing more is to be expected. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether the connection was asked to end, for another to go on. */
  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  get isReplaying(): boolean {
    return this.#replayFactor !== undefined;
  }

  get firstSentMs(): number | undefined {
    return this.#firstSentMs;
  }

  get lastSentMs(): number {
    return this.#lastSentMs;
  }

  /** Sends what is behind at a pace of its own, until it has caught up. */
  replayAt(factor: number): void {
    this.#replayFactor = factor;
    this.#deps.pacer.factor = factor;
    const { sentBytes } = this.#deps.outbox;
    this.#controls.unshift(...this.#sentControls.filter(({ position }) => position > sentBytes));
    this.#sentControls = [];
  }

  /** Sends a message after the audio that was taken in so far, and again whenever that audio is. */
  after(message: Readonly<Record<string, unknown>>, isRepeated: boolean): void {
    this.#controls.push({ position: this.#deps.outbox.endBytes, text: JSON.stringify(message), isRepeated });
    this.poke();
  }

  /** Sends nothing more over this connection, and waits for its end: an account may have one session at a time. */
  leave(): void {
    if (!this.#isTerminating) this.#isLeaving = true;
    this.poke();
  }

  poke(): void {
    this.#wake();
  }

  /** Sends until the connection is gone. */
  async serve(connection: Connection, timeline: Timeline): Promise<void> {
    const { gone } = connection;
    gone.addEventListener('abort', () => this.poke(), { once: true });
    this.#isTerminating = false;
    this.#isLeaving = false;
    while (!gone.aborted) {
      if (!this.#isLeaving) {
        const pauseMs = this.#pauseMs(connection);
        if (pauseMs > 0) {
          await this.#deps.clock.sleep(pauseMs, gone).catch(() => undefined);
          continue;
        }
        if (this.#sendNext(connection, timeline)) continue;
        this.#caughtUp();
      }
      if ((this.#isLeaving || this.#deps.outbox.isDrained) && !this.#isTerminating) {
        connection.send(JSON.stringify({ type: 'Terminate' }));
        this.#isTerminating = true;
        this.#giveUpLater(connection).catch(() => undefined);
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#isTerminating && !this.#isLeaving && connection.closing?.code === 1000) this.#isOver = true;
  }

  #pauseMs(connection: Connection): number {
    const { outbox, pacer } = this.#deps;
    if (!outbox.isReady) return 0;
    return connection.bufferedAmount > mostBufferedBytes ? drainPauseMs : pacer.waitMs();
  }

  #sendNext(connection: Connection, timeline: Timeline): boolean {
    const { clock, format, outbox, pacer } = this.#deps;
    this.#sendControls(connection);
    const piece = outbox.take();
    if (piece === undefined) return false;
    timeline.note(piece.position, piece.bytes.length);
    connection.send(piece.bytes);
    pacer.note(format.toMs(piece.bytes.length));
    this.#lastSentMs = clock.now();
    this.#firstSentMs ??= this.#lastSentMs;
    outbox.release();
    return true;
  }

  // What is too little for a message of its own need not be waited for.
  #sendControls(connection: Connection): void {
    const { outbox } = this.#deps;
    for (let next = this.#controls[0]; next !== undefined; next = this.#controls[0]) {
      if (outbox.isReady && outbox.sentBytes < next.position) return;
      this.#controls.shift();
      connection.send(next.text);
      this.#sentControls = this.#sentControls.filter(({ position }) => position > outbox.oldestBytes);
      if (next.isRepeated) this.#sentControls.push(next);
    }
  }

  #caughtUp(): void {
    this.#replayFactor = undefined;
    this.#deps.pacer.factor = this.#deps.pace;
  }

  // Every message puts it off: turns may still come. A peer without a sign of life is dead, and another is asked.
  async #giveUpLater(connection: Connection): Promise<void> {
    const { clock, closeMs } = this.#deps;
    const sinceMs = clock.now();
    let signs = 0;
    do {
      ({ signs } = connection);
      connection.ping();
      await clock.sleep(closeMs / 2, connection.gone, 'deadline');
    } while (clock.now() - Math.max(sinceMs, connection.lastMessageMs) < closeMs);
    this.#isOver = !this.#isLeaving && connection.signs > signs;
    connection.leave('cut');
  }
}
