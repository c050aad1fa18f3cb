import { AsyncIterableQueue } from '@livekit/agents';

/** A queue of the host's that hands an item on at once, where nothing is in line before it. */
export class PassingQueue<T> extends AsyncIterableQueue<T> {
  readonly #pass: (item: T) => boolean;
  #inLine = 0;
  #taken = 0;

  /** `pass` takes an item, and returns whether it did. */
  constructor(pass: (item: T) => boolean) {
    super();
    this.#pass = pass;
  }

  override put(item: T): void {
    if (this.#inLine === 0 && this.#pass(item)) return;
    super.put(item);
    this.#inLine += 1;
  }

  // Who asks for the next item is done with the one before: until then, none may overtake it.
  override async next(): Promise<IteratorResult<T>> {
    this.#inLine -= this.#taken;
    const next = await super.next();
    this.#taken = next.done === true ? 0 : 1;
    return next;
  }
}
