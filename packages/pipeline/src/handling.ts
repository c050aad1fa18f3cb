import { Deferred } from './deferred.ts';
import type { Frame } from './frames.ts';

/** One frame in the hands of a processor, which an interruption may stop. */
export class Handling {
  readonly frame: Frame;
  readonly #stopped = new Deferred<void>();
  #controller: AbortController | undefined;
  #reason: Error | undefined;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  /** Why it was stopped, once it was. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Aborted when it is stopped; made for whoever asks, as it costs more than most handling does. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  /** Resolves when it is stopped. */
  get stopped(): Promise<void> {
    return this.#stopped.promise;
  }

  stop(reason: Error): void {
    this.#reason ??= reason;
    this.#controller?.abort(this.#reason);
    this.#stopped.resolve();
  }
}
