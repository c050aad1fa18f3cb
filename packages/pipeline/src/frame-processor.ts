import { AsyncLocalStorage } from 'node:async_hooks';
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
import type { BaseObserver } from './observer.ts';

export interface FrameProcessorSetup {
  readonly observer: Required<BaseObserver>;
}

let processors = 0;
// Tells a handler that was interrupted from the one that runs now: both may be about to push.
const handling = new AsyncLocalStorage<AbortSignal | undefined>();
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
  #current: { readonly frame: Frame; readonly stop: AbortController } | undefined;

  constructor({ name }: { readonly name?: string | undefined } = {}) {
    this.name = name ?? `${new.target.name}#${(processors += 1)}`;
  }

  /** Handles one frame. What it throws goes upstream as an ErrorFrame. */
  abstract processFrame(frame: Frame, direction: FrameDirection): Promise<void> | void;

  /** Whether the pipeline measures. */
  get metricsEnabled(): boolean {
    return this.#metricsEnabled;
  }

  /** Aborted when what is being handled is interrupted. */
  protected get signal(): AbortSignal {
    return handling.getStore() ?? never;
  }

  link(next: FrameProcessor): void {
    this.#next = next;
    next.#previous = this;
  }

  /** Called before the first frame; starts the two queues. */
  async setup({ observer }: FrameProcessorSetup): Promise<void> {
    this.#observer = observer;
    void handling.run(undefined, async () => await this.#runSystem());
    void handling.run(undefined, async () => await this.#runOthers());
    await Promise.resolve();
  }

  /** Called after the last frame: gives back what is held. */
  async cleanup(): Promise<void> {
    this.#isCancelling = true;
    this.#queue.close();
    this.#current?.stop.abort(new Error('The pipeline has ended.'));
    await Promise.resolve();
  }

  /** Takes a frame from a neighbour; resolves when there is room for more. */
  async queueFrame(frame: Frame, direction: FrameDirection = 'downstream'): Promise<void> {
    if (this.#isCancelling) return;
    const dropped = this.#queue.put({ frame, direction });
    if (dropped === undefined) this.#isOverflowing = false;
    else if (!this.#isOverflowing) {
      this.#isOverflowing = true;
      await this.pushError(`${this.name} falls behind: its oldest frames are dropped, ${dropped.frame.name} first.`);
    }
    // Only audio and ordered frames going downstream wait: what is urgent must not, and what goes upstream could for ever.
    const isUrgent = frame instanceof SystemFrame && !(frame instanceof InputAudioRawFrame);
    if (direction === 'downstream' && !isUrgent && !this.#queue.isRoomy) await this.#queue.room();
  }

  /**
   * Hands a frame to the next processor, or to the one before; resolves when there is room for more.
   *
   * @throws what aborted `signal`, when what is being handled was interrupted; Error before the StartFrame.
   */
  async pushFrame(frame: Frame, direction: FrameDirection = 'downstream'): Promise<void> {
    // What the user said goes on its way, whoever was interrupted while holding it.
    if (!frame.isKept) handling.getStore()?.throwIfAborted();
    if (!this.#isStarted && !(frame instanceof ErrorFrame)) {
      throw new Error(`${this.name} pushes ${frame.name} before a StartFrame has come: is it in a running pipeline?`);
    }
    const destination = direction === 'downstream' ? this.#next : this.#previous;
    if (destination === undefined) return;
    this.#observer?.onPushFrame({ source: this, destination, frame, direction });
    await destination.queueFrame(frame, direction);
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

  async #runSystem(): Promise<void> {
    for (let item = await this.#queue.takeSystem(); item !== undefined; item = await this.#queue.takeSystem()) {
      const { frame } = item;
      if (frame instanceof StartFrame) {
        this.#isStarted = true;
        this.#metricsEnabled = frame.enableMetrics;
      }
      if (frame instanceof InterruptionFrame) this.#interrupt();
      if (frame instanceof CancelFrame) this.#cancel();
      await this.#handle(item);
    }
  }

  async #runOthers(): Promise<void> {
    for (let item = await this.#queue.takeReady(); item !== undefined; item = await this.#queue.takeReady()) {
      if (this.#isCancelling) return;
      const taken = item;
      const stop = new AbortController();
      this.#current = { frame: item.frame, stop };
      const stopped = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
      // One that does not hear the signal is left behind: it can push no more.
      await Promise.race([stopped, handling.run(stop.signal, async () => await this.#handle(taken))]);
      this.#current = undefined;
    }
  }

  async #handle({ frame, direction }: QueuedFrame): Promise<void> {
    try {
      this.#observer?.onProcessFrame({ processor: this, frame, direction });
      await this.processFrame(frame, direction);
    } catch (exception) {
      await this.#failed(exception);
    }
  }

  async #failed(exception: unknown): Promise<void> {
    if (handling.getStore()?.aborted === true) return;
    const words = exception instanceof Error ? exception.message : String(exception);
    await this.pushError(`${this.name}: ${words}`, { exception }).catch(() => undefined);
  }

  #interrupt(): void {
    this.#queue.interrupt();
    if (this.#current?.frame.isUninterruptible === false) this.#current.stop.abort(new Error('Interrupted.'));
  }

  // From here on no neighbour is listened to: what they still send belongs to what is being cancelled.
  #cancel(): void {
    this.#isCancelling = true;
    this.#queue.interrupt();
    this.#current?.stop.abort(new Error('Cancelled.'));
  }
}
