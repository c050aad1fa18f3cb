import type { StreamingEvent } from './events.ts';

type Taken = IteratorResult<StreamingEvent, void>;

interface Reader {
  readonly take: (taken: Taken | Promise<Taken>) => void;
  readonly onEnd: () => void;
}

const over: Promise<Taken> = Promise.resolve({ done: true, value: undefined });

/** Events on their way to whoever reads them. What a later one replaces is not kept: memory is bounded by the turns. */
export class EventQueue implements AsyncIterable<StreamingEvent> {
  #events: StreamingEvent[] = [];
  #readers: Reader[] = [];
  #end: { readonly failure?: { readonly reason: unknown } } | undefined;
  #isHeard = false;

  get size(): number {
    return this.#events.length;
  }

  /** The failure that ended them, where nobody was told of it yet. */
  takeFailure(): { readonly reason: unknown } | undefined {
    if (this.#isHeard) return undefined;
    this.#isHeard = true;
    return this.#end?.failure;
  }

  push(event: StreamingEvent): void {
    if (this.#end !== undefined) return;
    const reader = this.#readers.shift();
    if (reader !== undefined) return reader.take({ done: false, value: event });
    const last = this.#events.at(-1);
    if (last !== undefined && replaces(event, last)) this.#events.pop();
    this.#events.push(event);
  }

  end(failure?: { readonly reason: unknown }): void {
    this.#end ??= failure === undefined ? {} : { failure };
    for (const { take, onEnd } of this.#readers.splice(0)) take(this.#next(onEnd));
  }

  /** What an async generator would be, at less than half of its cost. */
  [Symbol.asyncIterator](): AsyncGenerator<StreamingEvent, void> {
    let isOver = false;
    const end = async (): Promise<Taken> => {
      isOver = true;
      return await over;
    };
    const reader = {
      next: () => (isOver ? over : this.#next(() => (isOver = true))),
      return: end,
      throw: async (reason: unknown): Promise<Taken> => {
        isOver = true;
        throw reason;
      },
      [Symbol.asyncIterator]() {
        return this;
      },
      [Symbol.asyncDispose]: async () => void (await end()),
    };
    return reader;
  }

  #next(onEnd: () => void): Promise<Taken> {
    const value = this.#events.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#end === undefined) return new Promise((take) => this.#readers.push({ take, onEnd }));
    onEnd();
    if (this.#end.failure === undefined) return over;
    this.#isHeard = true;
    return Promise.reject(this.#end.failure.reason);
  }
}

function replaces(event: StreamingEvent, last: StreamingEvent): boolean {
  if (event.type === 'heartbeat') return last.type === 'heartbeat';
  return event.type === 'turn-delta' && last.type === 'turn-delta' && event.turn_order === last.turn_order;
}
