import type { Observe } from '../events.ts';
import { withDefaults } from '../options.ts';
import type { Clock } from '../transport.ts';
import { audioFormat } from './audio-format.ts';
import { mayReconnect } from './closings.ts';
import type { Begin, Connection } from './connection.ts';
import { Dialer, type DialerDeps } from './dialer.ts';
import type { StreamingEvent } from './events.ts';
import { Listener } from './listener.ts';
import type { ServiceMessage } from './messages.ts';
import { factorOf, streamingDefaults } from './options.ts';
import { Outbox, roomy } from './outbox.ts';
import { Pacer } from './pacing.ts';
import type { CheckedParams, StreamingParams } from './params.ts';
import { Sender } from './sender.ts';
import type { StreamingStats } from './stats.ts';

export interface LineDeps extends Omit<DialerDeps, 'connectTimeoutMs' | 'signal' | 'onMessage'> {
  readonly observe: Observe;
  readonly checked: CheckedParams;
  readonly tell: (event: StreamingEvent) => void;
}

const healthyMs = 10_000;

// Of a session's lifetime: from the first on it is left at the end of a turn, at the second at once.
const rotateAt = 0.9;
const rotateNow = 0.97;

/** Keeps a session's connection: opens it, opens the next one when it is lost, and goes on where it ended. */
export class Line {
  readonly #deps: LineDeps;
  readonly #clock: Clock;
  readonly #stop = new AbortController();
  /** Aborted at the end, whatever it was: the caller's signal may live longer. */
  readonly #over = new AbortController();
  readonly #dialer: Dialer;
  readonly #outbox: Outbox;
  readonly #listener: Listener;
  readonly #sender: Sender;
  #params: StreamingParams;
  #connection: Connection | undefined;
  #replayPace: number;
  #dueMs = Number.POSITIVE_INFINITY;

  constructor(deps: LineDeps) {
    const { clock, options, checked, tell } = deps;
    const settings = withDefaults(streamingDefaults, options);
    const format = audioFormat(checked.params.encoding, checked.params.sample_rate);
    this.#deps = deps;
    this.#clock = clock;
    this.#params = checked.params;
    this.#replayPace = settings.replayPace;
    const { connectTimeoutMs, closeTimeoutMs: closeMs } = settings;
    const onMessage = (message: ServiceMessage, from: Connection): void => this.#hear(message, from);
    this.#dialer = new Dialer({ ...deps, connectTimeoutMs, signal: this.#stop.signal, onMessage });
    this.#outbox = new Outbox({ ...settings, format, onDrop: (from, to) => this.#listener.dropped(from, to) });
    const ends = { clock, format, outbox: this.#outbox };
    const pacer = new Pacer(clock);
    this.#sender = new Sender({ ...ends, pacer, pace: factorOf(options.pacing), closeMs });
    this.#listener = new Listener({ ...ends, sender: this.#sender, tell, formats: formatsLater(checked.params) });
    const { signal } = options;
    if (signal?.aborted === true) this.#stop.abort(signal.reason);
    signal?.addEventListener('abort', () => this.abort(signal.reason), { once: true, signal: this.#over.signal });
  }

  async open(): Promise<void> {
    const begin = await this.#connect().catch((error: unknown) => {
      this.#over.abort();
      throw error;
    });
    this.#deps.tell({ ...begin.fields, type: 'session-start', id: begin.id, expires_at: begin.expiresAt });
    for (const name of this.#deps.checked.ignored) {
      const warning = `\`${name}\` is no parameter that this model is known to heed.`;
      this.#deps.tell({ type: 'warning', warning_code: 'parameter_ignored', warning });
    }
  }

  /** Runs until the session is over; rejects with what ended it early. */
  async run(): Promise<void> {
    try {
      await this.#converse();
    } finally {
      this.#over.abort();
      this.#observe('close');
    }
  }

  async #converse(): Promise<void> {
    for (let connection = this.#connection; connection !== undefined; connection = this.#connection) {
      const finalMs = this.#listener.finalMs;
      const sinceMs = this.#clock.now();
      await this.#sender.serve(connection);
      this.#stop.signal.throwIfAborted();
      if ((connection.isTerminated && !this.#sender.isLeaving) || this.#sender.isOver) break;
      if (this.#listener.finalMs > finalMs || connection.lastSignMs - sinceMs >= healthyMs) this.#dialer.reset();
      await this.#resume(connection);
    }
    this.#connection?.leave('close');
    this.#listener.end();
  }

  write(audio: ArrayBuffer | ArrayBufferView): Promise<void> {
    if (this.#sender.pass(audio)) return roomy;
    const room = this.#outbox.write(audio);
    // A live source does not wait, and an error it did not look at must not end the process.
    if (room !== roomy) room.catch(() => undefined);
    if (this.#outbox.isReady) this.#sender.send();
    return room;
  }

  get needsDrain(): boolean {
    return this.#outbox.needsDrain;
  }

  /** Sends a message at once, where there is a connection. */
  send(message: Readonly<Record<string, unknown>>): void {
    this.#connection?.send(JSON.stringify(message));
  }

  forceEndpoint(): void {
    this.#sender.after({ type: 'ForceEndpoint' }, true);
  }

  update(params: StreamingParams): void {
    this.#params = { ...this.#params, ...params };
    // The next connection is opened with it.
    this.#sender.after({ ...params, type: 'UpdateConfiguration' }, false);
  }

  finish(): void {
    this.#outbox.finish();
    this.#sender.send();
  }

  abort(reason: unknown): void {
    this.send({ type: 'Terminate' });
    this.#stop.abort(reason);
    this.#connection?.leave('close');
  }

  failWrites(reason: unknown): void {
    this.#outbox.fail(reason);
  }

  stats(): StreamingStats {
    return { ...this.#listener.stats(), bufferedBytes: this.#outbox.bufferedBytes };
  }

  async #resume(lost: Connection): Promise<void> {
    const closing = lost.closing ?? { code: 1006, text: '' };
    const isPlanned = this.#sender.isLeaving;
    const isTooFast = closing.code === 3007 && this.#sender.isReplaying && this.#replayPace > 1;
    if (isTooFast) this.#replayPace = Math.max(1, this.#replayPace / 2);
    else if (!isPlanned && !mayReconnect(closing)) throw lost.error();
    this.#listener.detach();
    if (!isPlanned) await this.#dialer.pause(lost.error());
    const begin = await this.#connect();
    const replayed = this.#listener.resume();
    this.#sender.replayAt(this.#replayPace);
    this.#deps.tell({ type: 'reconnect', id: begin.id, code: isPlanned ? 'rotation' : closing.code, ...replayed });
    this.#observe('reconnect');
  }

  async #connect(): Promise<Begin> {
    const { connection, begin } = await this.#dialer.open(this.#params);
    this.#connection = connection;
    this.#plan(begin, connection);
    return begin;
  }

  #hear(message: ServiceMessage, from: Connection): void {
    // What is not final when it is asked to end, maybe in the middle of a word, is heard again over the next one.
    if (this.#sender.isLeaving && !this.#listener.isFinal(message)) return;
    const isMoreFinal = this.#listener.hear(message, from);
    if (isMoreFinal && this.#clock.now() >= this.#dueMs) this.#sender.leave();
  }

  #plan({ expiresAt }: Begin, connection: Connection): void {
    const lifeMs = expiresAt * 1000 - Date.now();
    this.#dueMs = Number.POSITIVE_INFINITY;
    if (lifeMs <= 0) return;
    this.#dueMs = this.#clock.now() + lifeMs * rotateAt;
    this.#clock
      .sleep(lifeMs * rotateNow, connection.gone, 'deadline')
      .then(() => this.#sender.leave())
      .catch(() => undefined);
  }

  #observe(status: 'reconnect' | 'close'): void {
    this.#deps.observe({ type: 'stream', status, ...this.stats() });
  }
}

// Universal-Streaming sends a turn's formatted copy after its end, when asked. Other models format at once: an end without
// is one whose copy is still to come.
function formatsLater({ format_turns: formats, speech_model: model = '' }: StreamingParams): boolean {
  return formats === true || /^(universal-3|u3|universal-streaming-multilingual)/.test(model);
}
