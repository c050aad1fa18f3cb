import { Deferred, done } from './deferred.ts';
import type { Frame } from './frames.ts';
import { lasts } from './lasting.ts';
import { TextFrame } from './text-frames.ts';

/** One frame in the hands of a processor, which an interruption may stop. */
export class Handling {
  readonly frame: Frame;
  #stopped: Deferred<void> | undefined;
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
    if (this.#reason !== undefined) return done;
    this.#stopped ??= new Deferred();
    return this.#stopped.promise;
  }

  stop(reason: Error): void {
    this.#reason ??= reason;
    this.#controller?.abort(this.#reason);
    this.#stopped?.resolve();
  }
}

lasts([new Handling(new TextFrame({ text: '' }))]);
