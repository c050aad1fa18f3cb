import { EarmarkError } from '../errors.ts';
import type { StreamingEvent } from './events.ts';
import { EventQueue } from './event-queue.ts';
import { Line, type LineDeps } from './line.ts';
import { type StreamingParams, checkedUpdate } from './params.ts';
import type { StreamingStats } from './stats.ts';
import { type StreamingTransform, toTransform } from './transform.ts';

/** A conversation with the service, over as many connections as it takes. Iterate it for what is heard. */
export class StreamingSession implements AsyncIterable<StreamingEvent>, AsyncDisposable {
  readonly #line: Line;
  readonly #events = new EventQueue();
  readonly #done: Promise<void>;

  private constructor(line: Line, events: EventQueue, done: Promise<void>) {
    this.#line = line;
    this.#events = events;
    this.#done = done.then(
      () => events.end(),
      (reason: unknown) => this.#fail(reason),
    );
  }

  /** Opens a session; resolves when the service has said Begin. */
  static async open(deps: Omit<LineDeps, 'tell'>): Promise<StreamingSession> {
    const events = new EventQueue();
    const line = new Line({ ...deps, tell: (event) => events.push(event) });
    await line.open();
    return new StreamingSession(line, events, line.run());
  }

  /**
   * Sends raw audio, in chunks of any size; resolves when there is room for more.
   *
   * A source that waits loses nothing. One that does not loses its oldest unsent audio when the buffer is full, and a
   * `warning` says how much.
   *
   * @throws EarmarkError what ended the session; `invalid` after `close`.
   */
  write(audio: ArrayBuffer | ArrayBufferView): Promise<void> {
    return this.#line.write(audio);
  }

  /** Whether a write waits for room, as `writableNeedDrain` of Node's streams says. */
  get needsDrain(): boolean {
    return this.#line.needsDrain;
  }

  /** Ends the current turn, after the audio written so far; again, where that audio has to be sent again. */
  forceEndpoint(): void {
    this.#line.forceEndpoint();
  }

  /** Changes what may be changed in the middle of a session; a reconnect keeps it. */
  update(params: StreamingParams): void {
    this.#line.update(checkedUpdate(params));
  }

  /** Puts off `inactivity_timeout`, without audio. */
  keepAlive(): void {
    this.#line.send({ type: 'KeepAlive' });
  }

  stats(): StreamingStats {
    return this.#line.stats();
  }

  /** Sends what is left, and resolves when every turn that still came has been told. Always settles. */
  async close(): Promise<void> {
    this.#line.finish();
    await this.#done;
    const failure = this.#events.takeFailure();
    if (failure !== undefined) throw failure.reason;
  }

  /** Ends the session at once; what is not final is lost. */
  abort(reason: unknown = new EarmarkError('aborted', 'The session was aborted.')): void {
    this.#line.abort(reason);
  }

  /** The session as a pair of web streams: audio in, events out; a reader that falls behind slows the writer. */
  toTransformStream(): StreamingTransform {
    return toTransform(this, this.#events);
  }

  [Symbol.asyncIterator](): AsyncGenerator<StreamingEvent, void> {
    return this.#events[Symbol.asyncIterator]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close().catch(() => undefined);
  }

  #fail(reason: unknown): void {
    this.#line.failWrites(reason);
    this.#events.end({ reason });
  }
}
