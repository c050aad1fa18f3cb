import type { Clock } from '@earmark/core';
import { systemClock } from './clock.ts';
import { CancelTaskFrame, EndFrame, EndTaskFrame, InterruptionTaskFrame } from './control-frames.ts';
import { Deferred, done } from './deferred.ts';
import { FrameProcessor } from './frame-processor.ts';
import type { FrameDirection } from './frame-queue.ts';
import { CancelFrame, ErrorFrame, type Frame, InterruptionFrame, StartFrame, type StartFields } from './frames.ts';
import type { BaseObserver } from './observer.ts';
import type { Pipeline } from './pipeline.ts';

export interface PipelineTaskOptions {
  /** What the StartFrame says. */
  readonly params?: StartFields | undefined;
  readonly observers?: readonly BaseObserver[] | undefined;
  /** Cancels the task. */
  readonly signal?: AbortSignal | undefined;
  /** Longest time a cancelled pipeline has to let go by itself, in milliseconds. @default 5_000 */
  readonly cancelTimeoutMs?: number | undefined;
  /** @default the system's */
  readonly clock?: Pick<Clock, 'sleep'> | undefined;
  /** Told of every ErrorFrame that reaches the task. @default a warning of the process */
  readonly onError?: ((error: ErrorFrame) => void) | undefined;
  readonly onFrameReachedUpstream?: ((frame: Frame) => void) | undefined;
  /** What it returns is waited for: a slow reader slows the pipeline. */
  readonly onFrameReachedDownstream?: ((frame: Frame) => Promise<void> | void) | undefined;
}

/** How a pipeline ended. */
export interface PipelineResult {
  readonly status: 'ended' | 'cancelled';
  /** The fatal error it was cancelled for. */
  readonly error: ErrorFrame | undefined;
}

/** A pipeline that is run once: starts it, feeds it, and ends or cancels it. */
export class PipelineTask {
  readonly #options: PipelineTaskOptions;
  readonly #processors: readonly FrameProcessor[];
  /** Where frames enter, downstream and upstream: from whom, and to whom. */
  readonly #start: readonly [FrameProcessor, FrameProcessor];
  readonly #end: readonly [FrameProcessor, FrameProcessor];
  #observer: Required<BaseObserver> | undefined;
  #observers: readonly BaseObserver[];
  #state: 'new' | 'running' | 'cancelling' | 'over' = 'new';
  #hasStarted = false;
  #error: ErrorFrame | undefined;
  readonly #started = new Deferred<void>();
  readonly #over = new Deferred<PipelineResult['status']>();

  constructor(pipeline: Pipeline, options: PipelineTaskOptions = {}) {
    this.#options = options;
    this.#observers = options.observers ?? [];
    const source = new Edge('PipelineTask::Source', (frame) => this.#fromUpstream(frame));
    const sink = new Edge('PipelineTask::Sink', (frame) => this.#fromDownstream(frame));
    const { processors } = pipeline;
    this.#processors = [source, ...processors, sink];
    this.#start = [source, processors[0] ?? sink];
    this.#end = [sink, processors.at(-1) ?? source];
    for (const [at, processor] of this.#processors.entries()) this.#processors[at - 1]?.link(processor);
  }

  hasFinished(): boolean {
    return this.#state === 'over';
  }

  /** Sends a frame into the pipeline once it has started; resolves when there is room for more. */
  queueFrame(frame: Frame, direction: FrameDirection = 'downstream'): Promise<void> {
    // Not for every frame: a race leaves something behind on a promise that is pending for hours.
    return this.#hasStarted ? this.#send(frame, direction) : this.#sendLater(frame, direction);
  }

  async queueFrames(frames: Iterable<Frame> | AsyncIterable<Frame>): Promise<void> {
    for await (const frame of frames) await this.queueFrame(frame);
  }

  /** Ends the pipeline when everything queued has been handled. */
  async stopWhenDone(): Promise<void> {
    await this.queueFrame(new EndFrame());
  }

  /** Ends the pipeline at once; what is queued is lost. */
  async cancel(reason?: unknown): Promise<void> {
    if (this.#state === 'new') this.#over.resolve('cancelled');
    if (this.#state !== 'running') return;
    this.#state = 'cancelling';
    const { clock = systemClock, cancelTimeoutMs = 5_000 } = this.#options;
    const calledOff = new AbortController();
    const late = clock.sleep(cancelTimeoutMs, calledOff.signal, 'deadline').then(
      () => this.#over.resolve('cancelled'),
      () => undefined,
    );
    void this.#over.promise.then(() => calledOff.abort());
    await this.#enter(new CancelFrame({ reason }));
    await Promise.race([this.#over.promise, late]);
  }

  /** Runs the pipeline until an EndFrame or CancelFrame has gone all the way through. Never rejects once it is set up. */
  async run(): Promise<PipelineResult> {
    if (this.#state !== 'new') throw new Error('A PipelineTask runs once: make another one.');
    const { signal, params } = this.#options;
    const onAbort = (): void => void this.cancel(signal?.reason);
    const watch = { onPushFrame: this.#tell('onPushFrame'), onProcessFrame: this.#tell('onProcessFrame') };
    this.#observer = this.#observers.length > 0 ? watch : undefined;
    try {
      for (const processor of this.#processors) await processor.setup({ observer: this.#observer });
      this.#state = 'running';
      await this.#enter(new StartFrame(params));
      if (signal?.aborted === true) onAbort();
      signal?.addEventListener('abort', onAbort, { once: true });
      return { status: await this.#over.promise, error: this.#error };
    } finally {
      this.#state = 'over';
      this.#over.resolve('cancelled');
      signal?.removeEventListener('abort', onAbort);
      await Promise.allSettled(this.#processors.map(async (processor) => await processor.cleanup()));
    }
  }

  async #sendLater(frame: Frame, direction: FrameDirection): Promise<void> {
    await Promise.race([this.#started.promise, this.#over.promise]);
    await this.#send(frame, direction);
  }

  #send(frame: Frame, direction: FrameDirection): Promise<void> {
    return this.#state === 'running' ? this.#enter(frame, direction) : done;
  }

  // Straight to the first processor, or to the last: the ends of the row only take what comes out.
  #enter(frame: Frame, direction: FrameDirection = 'downstream'): Promise<void> {
    const [source, destination] = direction === 'downstream' ? this.#start : this.#end;
    this.#observer?.onPushFrame({ source, destination, frame, direction });
    return destination.queueFrame(frame, direction);
  }

  #fromUpstream(frame: Frame): void {
    if (frame instanceof EndTaskFrame) void this.queueFrame(new EndFrame({ reason: frame.reason }));
    else if (frame instanceof CancelTaskFrame) void this.cancel(frame.reason);
    else if (frame instanceof InterruptionTaskFrame) void this.queueFrame(new InterruptionFrame());
    else if (frame instanceof ErrorFrame) this.#failed(frame);
    this.#options.onFrameReachedUpstream?.(frame);
  }

  #fromDownstream(frame: Frame): Promise<void> | void {
    if (frame instanceof StartFrame) {
      this.#hasStarted = true;
      this.#started.resolve();
    }
    if (frame instanceof EndFrame) this.#over.resolve('ended');
    else if (frame instanceof CancelFrame) this.#over.resolve('cancelled');
    else return this.#options.onFrameReachedDownstream?.(frame);
  }

  #failed(frame: ErrorFrame): void {
    const { onError = warn } = this.#options;
    onError(frame);
    if (!frame.fatal || this.#state !== 'running') return;
    this.#error = frame;
    void this.cancel(frame);
  }

  // An observer that fails watches no more; the pipeline goes on.
  #tell<Event extends keyof BaseObserver>(event: Event): Required<BaseObserver>[Event] {
    return (data: never) => {
      for (const observer of this.#observers) {
        try {
          observer[event]?.(data);
        } catch (exception) {
          this.#observers = this.#observers.filter((other) => other !== observer);
          const words = exception instanceof Error ? exception.message : String(exception);
          this.#failed(new ErrorFrame({ error: `An observer failed: ${words}`, exception }));
        }
      }
    };
  }
}

function warn(frame: ErrorFrame): void {
  process.emitWarning(frame.error, { code: 'EARMARK_PIPELINE' });
}

/** An end of the row, where the task stands: takes what comes out. */
class Edge extends FrameProcessor {
  readonly #reached: (frame: Frame) => Promise<void> | void;

  constructor(name: string, reached: (frame: Frame) => Promise<void> | void) {
    super({ name });
    this.#reached = reached;
  }

  protected override get isPushing(): boolean {
    return false;
  }

  override processFrame(frame: Frame): Promise<void> | void {
    return this.#reached(frame);
  }
}
