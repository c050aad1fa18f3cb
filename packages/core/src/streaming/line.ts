import { hearing, within } from '../deadline.ts';
import { EarmarkError } from '../errors.ts';
import type { Observe } from '../events.ts';
import type { Clock } from '../transport.ts';
import { audioFormat } from './audio-format.ts';
import { type Begin, Connection, type ConnectionDeps } from './connection.ts';
import { mayReconnect } from './closings.ts';
import type { StreamingEvent } from './events.ts';
import { Listener } from './listener.ts';
import type { StreamingOptions } from './options.ts';
import { factorOf, streamingDefaults } from './options.ts';
import { Outbox } from './outbox.ts';
import { Pacer } from './pacing.ts';
import { type CheckedParams, type StreamingParams, toQuery } from './params.ts';
import { ReconnectBudget } from './reconnect.ts';
import { Sender } from './sender.ts';
import type { StreamingStats } from './stats.ts';

export interface LineDeps extends ConnectionDeps {
  readonly streamingUrl: string;
  readonly apiKey: string;
  readonly random: () => number;
  readonly observe: Observe;
  /** A token for a runtime whose handshake carries no header. */
  readonly mintToken: () => Promise<string>;
  readonly checked: CheckedParams;
  readonly options: StreamingOptions;
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
  readonly #budget: ReconnectBudget;
  readonly #outbox: Outbox;
  readonly #listener: Listener;
  readonly #sender: Sender;
  readonly #settings: Readonly<Record<'replayPace' | 'connectTimeoutMs' | 'closeTimeoutMs', number>>;
  #params: StreamingParams;
  #connection: Connection | undefined;
  #replayPace: number;
  #dueMs = Number.POSITIVE_INFINITY;

  constructor(deps: LineDeps) {
    const { clock, options, checked, tell } = deps;
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    const settings = { ...streamingDefaults, overflow: 'drop-oldest' as const, ...Object.fromEntries(given) };
    const format = audioFormat(checked.params.encoding, checked.params.sample_rate);
    this.#deps = deps;
    this.#clock = clock;
    this.#settings = settings;
    this.#params = checked.params;
    this.#replayPace = settings.replayPace;
    this.#budget = new ReconnectBudget(options.reconnect ?? {}, clock, deps.random);
    this.#listener = new Listener({ clock, tell, formats: formatsLater(checked.params) });
    this.#outbox = new Outbox({ ...settings, format, onDrop: (from, to) => this.#listener.dropped(from, to) });
    const pacer = new Pacer(clock);
    const closeMs = settings.closeTimeoutMs;
    this.#sender = new Sender({ clock, format, outbox: this.#outbox, pacer, pace: factorOf(options.pacing), closeMs });
    this.#listener.serve(this.#outbox, this.#sender, format);
    const { signal } = options;
    if (signal?.aborted === true) this.#stop.abort(signal.reason);
    signal?.addEventListener('abort', () => this.abort(signal.reason), { once: true });
  }

  async open(): Promise<void> {
    const begin = await this.#connect();
    this.#deps.tell({ ...begin.fields, type: 'session-start', id: begin.id, expires_at: begin.expiresAt });
    for (const name of this.#deps.checked.ignored) {
      const warning = `\`${name}\` is no parameter the service is known to heed.`;
      this.#deps.tell({ type: 'warning', warning_code: 'parameter_ignored', warning });
    }
  }

  /** Runs until the session is over; rejects with what ended it early. */
  async run(): Promise<void> {
    try {
      await this.#converse();
    } finally {
      this.#observe('close');
    }
  }

  async #converse(): Promise<void> {
    for (let connection = this.#connection; connection !== undefined; connection = this.#connection) {
      const finalMs = this.#listener.finalMs;
      const sinceMs = this.#clock.now();
      await this.#sender.serve(connection, this.#listener.timeline);
      this.#stop.signal.throwIfAborted();
      if ((connection.isTerminated && !this.#sender.isLeaving) || this.#sender.isOver) break;
      if (this.#listener.finalMs > finalMs || this.#clock.now() - sinceMs >= healthyMs) this.#budget.reset();
      await this.#resume(connection);
    }
    this.#connection?.leave('close');
    this.#listener.end();
  }

  write(audio: ArrayBuffer | ArrayBufferView): Promise<void> {
    const room = this.#outbox.write(audio);
    // A live source does not wait, and an error it did not look at must not end the process.
    room.catch(() => undefined);
    this.#sender.poke();
    return room;
  }

  control(message: Readonly<Record<string, unknown>>, isOrdered: boolean): void {
    if (isOrdered) this.#sender.after(message);
    else this.#connection?.send(JSON.stringify(message));
  }

  update(params: StreamingParams): void {
    this.#params = { ...this.#params, ...params };
    this.#sender.after({ ...params, type: 'UpdateConfiguration' });
  }

  finish(): void {
    this.#outbox.finish();
    this.#sender.poke();
  }

  abort(reason: unknown): void {
    this.#connection?.send(JSON.stringify({ type: 'Terminate' }));
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
    this.#listener.detach(lost.isTerminated);
    if (!isPlanned) await this.#pause(lost.error());
    const begin = await this.#connect();
    const replayed = this.#listener.resume();
    this.#sender.replayAt(this.#replayPace);
    this.#deps.tell({ type: 'reconnect', id: begin.id, code: isPlanned ? 'rotation' : closing.code, ...replayed });
    this.#observe('reconnect');
  }

  async #connect(): Promise<Begin> {
    for (;;) {
      try {
        return await this.#connectOnce();
      } catch (error) {
        this.#stop.signal.throwIfAborted();
        if (!EarmarkError.is(error) || !error.retryable || error.code === 'too_many_sessions') throw error;
        await this.#pause(error);
      }
    }
  }

  async #pause(because: EarmarkError): Promise<void> {
    const pauseMs = this.#budget.next();
    if (pauseMs === undefined) throw because;
    await this.#clock.sleep(pauseMs, this.#stop.signal);
  }

  async #connectOnce(): Promise<Begin> {
    const ms = this.#settings.connectTimeoutMs;
    const connection = new Connection(this.#deps, (message, from) => {
      if (this.#listener.hear(message, from) && this.#clock.now() >= this.#dueMs) this.#sender.leave();
    });
    const late = (): EarmarkError =>
      new EarmarkError('timeout', `The service did not begin the session within ${ms} ms.`, { retryable: true });
    const begin = await within(
      { clock: this.#clock, ms, signal: this.#stop.signal },
      async (signal) => {
        const { url, headers } = await hearing(signal, () => this.#address());
        return await connection.open({ url, headers, signal });
      },
      late,
    );
    this.#connection = connection;
    this.#plan(begin, connection);
    return begin;
  }

  #plan({ expiresAt }: Begin, { gone }: Connection): void {
    const lifeMs = expiresAt * 1000 - Date.now();
    this.#dueMs = lifeMs > 0 ? this.#clock.now() + lifeMs * rotateAt : Number.POSITIVE_INFINITY;
    if (lifeMs <= 0) return;
    this.#clock.sleep(lifeMs * rotateNow, gone, 'deadline').then(
      () => this.#sender.leave(),
      () => undefined,
    );
  }

  async #address(): Promise<{ url: string; headers: Record<string, string> }> {
    const { streamingUrl, apiKey, sockets, options, mintToken } = this.#deps;
    const ask = options.token ?? (sockets.sendsHeaders ? undefined : mintToken);
    const query = toQuery(this.#params);
    if (ask !== undefined) query.set('token', await ask());
    const headers: Record<string, string> = { 'user-agent': 'earmark-core' };
    if (ask === undefined) headers['authorization'] = apiKey;
    return { url: `${streamingUrl.replace(/\/+$/, '')}/v3/ws?${query.toString()}`, headers };
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
