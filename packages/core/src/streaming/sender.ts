import type { Clock } from '../transport.ts';
import type { AudioFormat } from './audio-format.ts';
import type { Connection } from './connection.ts';
import type { Outbox } from './outbox.ts';
import type { Pacer } from './pacing.ts';

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
// So many messages go out from one look at what is buffered to the next.
const passesALook = 16;
const drainPauseMs = 5;

/** Moves audio and ordered messages from the outbox to a connection, no faster than it may. */
export class Sender {
  // What every frame asks for, side by side: it finds the processor's caches cold.
  /** Where a message goes as it is: a connection that has nothing else to send. */
  #live: Connection | undefined;
  readonly #outbox: Outbox;
  #passes = 0;
  #isMarked = false;
  readonly #deps: SenderDeps;
  #controls: Control[] = [];
  #sentControls: Control[] = [];
  #connection: Connection | undefined;
  #isPaused = false;
  #isReplaying = false;
  #isOver = false;
  #isLeaving = false;
  #isTerminating = false;
  #firstSentMs: number | undefined;
  // When so much audio was sent. Of live audio one such moment tells the others: the clock is not asked for every frame.
  #markMs = 0;
  #markBytes = 0;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
    this.#outbox = deps.outbox;
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
    return this.#isReplaying;
  }

  get firstSentMs(): number | undefined {
    return this.#firstSentMs;
  }

  /** By the clock, when the audio at `atMs` of the conversation was sent, seen from the last mark. */
  sentMs(atMs: number): number {
    return this.#markMs - this.#deps.format.toMs(this.#markBytes) + atMs;
  }

  /** Notes the time of the next message of audio. */
  mark(): void {
    this.#isMarked = false;
  }

  /** Sends what is behind at a pace of its own, until it has caught up. */
  replayAt(factor: number): void {
    this.#isReplaying = true;
    this.#deps.pacer.factor = factor;
    const { sentBytes } = this.#outbox;
    this.#controls.unshift(...this.#sentControls.filter(({ position }) => position > sentBytes));
    this.#sentControls = [];
  }

  /** Sends a message after the audio that was taken in so far, and again whenever that audio is. */
  after(message: Readonly<Record<string, unknown>>, isRepeated: boolean): void {
    this.#controls.push({ position: this.#outbox.endBytes, text: JSON.stringify(message), isRepeated });
    this.send();
  }

  /** Sends nothing more over this connection, and waits for its end: an account may have one session at a time. */
  leave(): void {
    if (!this.#isTerminating) this.#isLeaving = true;
    this.send();
  }

  /** Serves a connection until it is gone. */
  async serve(connection: Connection): Promise<void> {
    const { gone } = connection;
    this.#connection = connection;
    this.#isPaused = this.#isTerminating = this.#isLeaving = false;
    this.send();
    if (!gone.aborted) await new Promise((resolve) => gone.addEventListener('abort', resolve, { once: true }));
    if (this.#isTerminating && !this.#isLeaving && connection.closing?.code === 1000) this.#isOver = true;
  }

  /** Takes in a chunk, and sends the message it completes, where nothing else is to be done: what live audio mostly is. */
  pass(chunk: ArrayBuffer | ArrayBufferView): boolean {
    const socket = this.#live?.socket;
    if (socket === undefined) return false;
    if (this.#passes === 0) {
      if (socket.bufferedAmount > mostBufferedBytes) return false;
      this.#passes = passesALook;
    }
    const message = this.#outbox.pass(chunk);
    if (message === undefined) return false;
    if (message.length > 0) {
      this.#passes -= 1;
      socket.send(message);
      this.#noteTime();
    }
    return true;
  }

  /** Sends what may be sent by now; to be called whenever there is more. */
  send(): void {
    const connection = this.#connection;
    if (connection?.socket === undefined) return;
    if (!this.#isLeaving && !this.#isPaused) this.#sendAll(connection);
    this.#live = !this.#isLeaving && this.#deps.pacer.isOff ? connection : undefined;
    if (this.#isTerminating || !(this.#isLeaving || this.#outbox.isDrained)) return;
    connection.send(JSON.stringify({ type: 'Terminate' }));
    this.#isTerminating = true;
    this.#giveUpLater(connection).catch(() => undefined);
  }

  #sendAll(connection: Connection): void {
    while (connection.socket !== undefined) {
      const pauseMs = connection.socket.bufferedAmount > mostBufferedBytes ? drainPauseMs : this.#deps.pacer.waitMs();
      if (pauseMs > 0 && this.#outbox.isReady) return this.#pause(pauseMs, connection);
      if (this.#sendNext(connection)) continue;
      this.#isReplaying = false;
      this.#deps.pacer.factor = this.#deps.pace;
      return;
    }
  }

  #pause(ms: number, { gone }: Connection): void {
    this.#isPaused = true;
    const goOn = (): void => {
      this.#isPaused = false;
      this.send();
    };
    this.#deps.clock.sleep(ms, gone).then(goOn, () => undefined);
  }

  #sendNext(connection: Connection): boolean {
    const { format, pacer } = this.#deps;
    if (this.#controls.length > 0) this.#sendControls(connection);
    const bytes = this.#outbox.take();
    if (bytes === undefined) return false;
    connection.send(bytes);
    this.#noteTime();
    pacer.note(format.toMs(bytes.length));
    this.#outbox.release();
    return true;
  }

  #noteTime(): void {
    if (this.#isMarked) return;
    this.#isMarked = true;
    this.#markMs = this.#deps.clock.now();
    this.#markBytes = this.#outbox.sentBytes;
    this.#firstSentMs ??= this.#markMs;
  }

  // What is too little for a message of its own need not be waited for.
  #sendControls(connection: Connection): void {
    const outbox = this.#outbox;
    for (let next = this.#controls[0]; next !== undefined; next = this.#controls[0]) {
      if (outbox.isReady && outbox.sentBytes < next.position) return;
      this.#controls.shift();
      connection.send(next.text);
      this.#sentControls = this.#sentControls.filter(({ position }) => position > outbox.oldestBytes);
      if (next.isRepeated) this.#sentControls.push(next);
    }
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
