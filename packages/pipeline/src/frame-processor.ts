import { AsyncLocalStorage } from 'node:async_hooks';
import { done } from './deferred.ts';
import { type FrameDirection, FrameQueue, type QueuedFrame } from './frame-queue.ts';
import {
  CancelFrame,
  ErrorFrame,
  type Frame,
  InputAudioRawFrame,
  InterruptionFrame,
  StartFrame,
  SystemFrame,
} from './frames.ts';
import { Handling } from './handling.ts';
import type { BaseObserver } from './observer.ts';

export interface FrameProcessorSetup {
  /** None where nobody watches. */
  readonly observer: Required<BaseObserver> | undefined;
}

let processors = 0;
// Tells a handler that was interrupted from the one that runs now: both may be about to push.
const handling = new AsyncLocalStorage<Handling | undefined>();
const never = new AbortController().signal;

/**
 * A stage of a pipeline: takes frames from its neighbours, and pushes frames to them.
 *
 * `processFrame` is to push on whatever it does not keep. System frames are handled as they come, beside the data and
 * control frames, which are handled one after the other. An interruption drops those that wait, and stops the one at
 * hand: `signal` is aborted, and its next push throws.
 */
export abstract class FrameProcessor {
  readonly name: string;
  #previous: FrameProcessor | undefined;
  #next: FrameProcessor | undefined;
  #observer: Required<BaseObserver> | undefined;
  #isStarted = false;
  #isCancelling = false;
  #isOverflowing = false;
  #metricsEnabled = false;
  readonly #queue = new FrameQueue();
  // Until it is set up, what comes waits.
  #isSystemBusy = true;
  #current: Handling | undefined;

  constructor({ name }: { readonly name?: string | undefined } = {}) {
    this.name = name ?? `${new.target.name}#${(processors += 1)}`;
  }

  /** Handles one frame. What it throws goes upstream as an ErrorFrame. */
  abstract processFrame(frame: Frame, direction: FrameDirection): Promise<void> | void;

  /** Whether the pipeline measures. */
  get metricsEnabled(): boolean {
    return this.#metricsEnabled;
  }

  /** Whether it pushes frames; of one that does not, nobody has to know which of its handlers does. */
  protected get isPushing(): boolean {
    return true;
  }

  /** Aborted when what is being handled is interrupted. */
  protected get signal(): AbortSignal {
    return handling.getStore()?.signal ?? never;
  }

  link(next: FrameProcessor): void {
    this.#next = next;
    next.#previous = this;
  }

  /** Called before the first frame. */
  async setup({ observer }: FrameProcessorSetup): Promise<void> {
    this.#observer = observer;
    this.#runSystem();
    await done;
  }

  /** Called after the last frame: gives back what is held. */
  async cleanup(): Promise<void> {
    this.#isCancelling = true;
    this.#queue.close();
    this.#current?.stop(new Error('The pipeline has ended.'));
    await done;
  }

  /**
   * Takes a frame from a neighbour; resolves when there is room for more.
   *
   * A processor that is idle handles it right away: queues and promises between every two stages cost more than they do.
   */
  queueFrame(frame: Frame, direction: FrameDirection = 'downstream'): Promise<void> {
    if (this.#isCancelling || this.#pass(frame, direction)) return done;
    const dropped = this.#take({ frame, direction });
    // Only audio and ordered frames going downstream wait: what is urgent must not, and what goes upstream could for ever.
    const isUrgent = frame instanceof SystemFrame && !(frame instanceof InputAudioRawFrame);
    const { isRoomy } = this.#queue;
    const room = direction === 'upstream' || isUrgent || isRoomy ? done : this.#queue.room();
    if (dropped !== undefined && !this.#isOverflowing) return this.#overflows(dropped.frame, room);
    if (isRoomy) this.#isOverflowing = false;
    return room;
  }

  /**
   * Hands a frame to the next processor, or to the one before; resolves when there is room for more.
   *
   * @throws what aborted `signal`, when what is being handled was interrupted; Error before the StartFrame.
   */
  pushFrame(frame: Frame, direction: FrameDirection = 'downstream'): Promise<void> {
    // What the user said goes on its way, whoever was interrupted while holding it.
    const stopped = frame.isKept ? undefined : handling.getStore()?.reason;
    if (stopped !== undefined) return Promise.reject(stopped);
    if (!this.#isStarted && !(frame instanceof ErrorFrame)) {
      const words = `${this.name} pushes ${frame.name} before a StartFrame has come: is it in a running pipeline?`;
      return Promise.reject(new Error(words));
    }
    const destination = direction === 'downstream' ? this.#next : this.#previous;
    if (destination === undefined) return done;
    this.#observer?.onPushFrame({ source: this, destination, frame, direction });
    return destination.queueFrame(frame, direction);
  }

  /** Tells those upstream that something went wrong; where the pipeline cannot go on, it is `fatal`. */
  async pushError(
    error: string,
    { exception, fatal = false }: { exception?: unknown; fatal?: boolean } = {},
  ): Promise<void> {
    await this.pushFrame(new ErrorFrame({ error, fatal, exception, processor: this.name }), 'upstream');
  }

  /** Pushes a frame of a kind both ways. */
  async broadcastFrame<Fields extends unknown[]>(
    Kind: new (...fields: Fields) => Frame,
    ...fields: Fields
  ): Promise<void> {
    const [down, up] = [new Kind(...fields), new Kind(...fields)];
    down.broadcastSiblingId = up.id;
    up.broadcastSiblingId = down.id;
    await this.pushFrame(up, 'upstream');
    await this.pushFrame(down);
  }

  /** Interrupts this processor and, both ways, all others. */
  async broadcastInterruption(): Promise<void> {
    this.#interrupt();
    await this.broadcastFrame(InterruptionFrame);
  }

  /** Runs beside the frames, whatever is interrupted; what it throws goes upstream as an ErrorFrame. */
  protected createTask(work: () => Promise<void>): Promise<void> {
    return handling.run(undefined, async () => await work().catch(async (error: unknown) => await this.#failed(error)));
  }

  async #overflows({ name }: Frame, room: Promise<void>): Promise<void> {
    this.#isOverflowing = true;
    await this.pushError(`${this.name} falls behind: its oldest frames are dropped, ${name} first.`);
    await room;
  }

  // Most frames are audio that nothing goes before, on its way between processors that nobody has interrupted.
  #pass(frame: Frame, direction: FrameDirection): boolean {
    if (this.#isSystemBusy || this.#queue.size > 0 || !(frame instanceof InputAudioRawFrame)) return false;
    if (handling.getStore() !== undefined) return false;
    this.#isSystemBusy = true;
    const handled = this.#handle(frame, direction);
    if (handled !== undefined) void handled.then(() => this.#runSystem());
    else if (this.#queue.size > 0) this.#runSystem();
    else this.#isSystemBusy = false;
    return true;
  }

  // Returns the frame that had to go for it.
  #take(item: QueuedFrame): QueuedFrame | undefined {
    if (this.#isSystemBusy) return this.#queue.put(item);
    // Whoever pushes a frame may have been interrupted: who takes it has not.
    if (item.frame instanceof SystemFrame) handling.run(undefined, () => this.#runSystem(item));
    else if (this.#current === undefined) handling.run(undefined, () => this.#runOthers(item));
    else {
      const dropped = this.#queue.put(item);
      this.#queue.release();
      return dropped;
    }
    return undefined;
  }

  #runSystem(first = this.#queue.takeSystem()): void {
    this.#isSystemBusy = true;
    for (let item = first; item !== undefined; item = this.#queue.takeSystem()) {
      const handled = this.#handleSystem(item);
      if (handled !== undefined) {
        void handled.then(() => this.#runSystem());
        return;
      }
    }
    this.#isSystemBusy = false;
    this.#queue.release();
    if (this.#current === undefined) this.#runOthers();
  }

  #handleSystem({ frame, direction }: QueuedFrame): Promise<void> | undefined {
    if (frame instanceof StartFrame) {
      this.#isStarted = true;
      this.#metricsEnabled = frame.enableMetrics;
    }
    if (frame instanceof InterruptionFrame) this.#interrupt();
    if (frame instanceof CancelFrame) this.#cancel();
    return this.#handle(frame, direction);
  }

  #runOthers(first = this.#queue.takeReady()): void {
    for (let item = first; item !== undefined; item = this.#queue.takeReady()) {
      if (this.#isCancelling) return;
      const { frame, direction } = item;
      const current = new Handling(frame);
      this.#current = current;
      // Once it is used, Node tells of every promise and timer of the process: not where it is not needed.
      const handle = (): Promise<void> | undefined => this.#handle(frame, direction);
      const handled = this.isPushing ? handling.run(current, handle) : handle();
      if (handled !== undefined) {
        // One that does not hear the signal is left behind: it can push no more.
        void Promise.race([current.stopped, handled]).then(() => this.#goOn());
        return;
      }
      this.#current = undefined;
    }
  }

  #goOn(): void {
    this.#current = undefined;
    this.#runOthers();
  }

  #handle(frame: Frame, direction: FrameDirection): Promise<void> | undefined {
    try {
      this.#observer?.onProcessFrame({ processor: this, frame, direction });
      const handled = this.processFrame(frame, direction);
      return handled === undefined || handled === done
        ? undefined
        : handled.catch(async (exception: unknown) => await this.#failed(exception));
    } catch (exception) {
      return this.#failed(exception);
    }
  }

  async #failed(exception: unknown): Promise<void> {
    if (handling.getStore()?.reason !== undefined) return;
    const words = exception instanceof Error ? exception.message : String(exception);
    await this.pushError(`${this.name}: ${words}`, { exception }).catch(() => undefined);
  }

  #interrupt(): void {
    this.#queue.interrupt();
    if (this.#current?.frame.isUninterruptible === false) this.#current.stop(new Error('Interrupted.'));
  }

  // From here on no neighbour is listened to: what they still send belongs to what is being cancelled.
  #cancel(): void {
    this.#isCancelling = true;
    this.#queue.interrupt();
    this.#current?.stop(new Error('Cancelled.'));
  }
}
