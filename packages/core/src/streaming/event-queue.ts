import type { StreamingEvent } from './events.ts';

/** Events on their way to whoever reads them. What a later one replaces is not kept: memory is bounded by the turns. */
export class EventQueue implements AsyncIterable<StreamingEvent> {
  #events: StreamingEvent[] = [];
  #readers: (() => void)[] = [];
  #end: { readonly failure?: { readonly reason: unknown } } | undefined;
  #isHeard = false;

  get size(): number {
    return this.#events.length;
  }

  /** Whether somebody was told of the failure. */
  get isHeard(): boolean {
    return this.#isHeard;
  }

  push(event: StreamingEvent): void {
    if (this.#end !== undefined) return;
    const last = this.#events.at(-1);
    if (last !== undefined && replaces(event, last)) this.#events.pop();
    this.#events.push(event);
    this.#wake();
  }

  end(failure?: { readonly reason: unknown }): void {
    this.#end ??= failure === undefined ? {} : { failure };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<StreamingEvent, void> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) yield event;
      else if (this.#end === undefined) await new Promise<void>((resolve) => this.#readers.push(resolve));
      else if (this.#end.failure === undefined) return;
      else {
        this.#isHeard = true;
        throw this.#end.failure.reason;
      }
    }
  }

  #wake(): void {
    for (const wake of this.#readers.splice(0)) wake();
  }
}

function replaces(event: StreamingEvent, last: StreamingEvent): boolean {
  if (event.type === 'heartbeat') return last.type === 'heartbeat';
  return event.type === 'turn-delta' && last.type === 'turn-delta' && event.turn_order === last.turn_order;
}
