/** Takes the items of an array that is being read. */
export interface ArrayFrame {
  /**
   * Takes whole items straight from the bytes up to `end`, where a zero is, beginning with the one at `from`.
   *
   * Returns where it stopped: behind an item it took, or `from` when it took none.
   */
  take(bytes: Uint8Array, from: number, end: number): number;
  put(item: unknown): void;
  /** What stands for the array in the value. */
  close(): unknown;
}

/** An array as `JSON.parse` gives it. */
export class PlainArrayFrame implements ArrayFrame {
  readonly #items: unknown[] = [];

  take(_bytes: Uint8Array, from: number): number {
    return from;
  }

  put(item: unknown): void {
    this.#items.push(item);
  }

  close(): unknown[] {
    return this.#items;
  }
}

/** An object as `JSON.parse` gives it: the last of equal keys wins, and `__proto__` is a key like any other. */
export class ObjectFrame {
  key = '';
  readonly #object: Record<string, unknown> = {};

  put(value: unknown): void {
    if (this.key === '__proto__') define(this.#object, this.key, value);
    else this.#object[this.key] = value;
  }

  close(): Record<string, unknown> {
    return this.#object;
  }
}

export type Frame = ObjectFrame | ArrayFrame;

function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
}
