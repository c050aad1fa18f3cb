import type { EarmarkError } from '../errors.ts';
import type { ByteWindow } from './byte-window.ts';
import { brokenOff, notJson } from './json-error.ts';
import { type ArrayFrame, type Frame, ObjectFrame, PlainArrayFrame } from './json-frames.ts';
import { parseBare, parseString, skipBare, skipBlank, skipString } from './json-tokens.ts';
import { RecentKeys } from './recent-keys.ts';

type Expected =
  | 'a value'
  | 'a value or `]`'
  | 'a key'
  | 'a key or `}`'
  | '`:`'
  | '`,` or `]`'
  | '`,` or `}`'
  | 'the end';

/** Chooses who takes the items of an array; the frames around it are given, the outermost first. */
export type FrameForArray = (around: readonly Frame[]) => ArrayFrame | undefined;

/**
 * Reads one JSON value from bytes that arrive in pieces.
 *
 * Accepts what `JSON.parse` accepts, and gives what it gives, save for the arrays that somebody else takes. Nesting
 * costs no call stack.
 */
export class JsonReader {
  #value: unknown;
  #expected: Expected = 'a value';
  readonly #frames: Frame[] = [];
  #begun = false;
  /** How much of an unfinished token is known to be in order. */
  #ahead = 0;
  readonly #keys = new RecentKeys();
  readonly #window: ByteWindow;
  readonly #frameForArray: FrameForArray;

  constructor(window: ByteWindow, frameForArray: FrameForArray) {
    this.#window = window;
    this.#frameForArray = frameForArray;
  }

  /** Reads on as far as the bytes go. */
  read(): void {
    const window = this.#window;
    if (!this.#begun) this.#begin();
    while (this.#begun) {
      window.start = skipBlank(window.bytes, window.start);
      if (window.start === window.end || !this.#token(window.bytes[window.start] ?? 0)) return;
    }
  }

  /** A byte order mark is no part of the text, as for every decoder of UTF-8. */
  #begin(): void {
    const { bytes, start, end } = this.#window;
    if (bytes[start] !== 0xef) this.#begun = true;
    else if (end - start >= 3) {
      this.#begun = true;
      if (bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) this.#window.start += 3;
    }
  }

  /** The value, once all the bytes are here. */
  end(): unknown {
    const window = this.#window;
    if (this.#ahead > 0 && window.bytes[window.start] !== 0x22) this.#bare(window.start + this.#ahead);
    if (this.#expected === 'the end' && window.start === window.end) return this.#value;
    throw brokenOff(
      this.#ahead > 0 ? 'a string has no end' : `expected ${this.#expected}`,
      window.positionOf(window.end),
    );
  }

  /** Reads one token, unless its end has not arrived. */
  #token(byte: number): boolean {
    if (byte === 0x22) return this.#string();
    if (byte === 0x7b) return this.#open(byte);
    if (byte === 0x5b) return this.#open(byte);
    if (byte === 0x7d) return this.#close('a key or `}`', '`,` or `}`');
    if (byte === 0x5d) return this.#close('a value or `]`', '`,` or `]`');
    if (byte === 0x2c) return this.#comma();
    if (byte === 0x3a) return this.#colon();
    const { bytes, start, end } = this.#window;
    if (!this.#wantsValue) throw this.#unexpected(start);
    const to = skipBare(bytes, start + this.#ahead);
    if (to === end) return this.#wait(to);
    return this.#bare(to);
  }

  get #wantsValue(): boolean {
    return this.#expected === 'a value' || this.#expected === 'a value or `]`';
  }

  #open(byte: number): true {
    const { bytes, start, end } = this.#window;
    if (!this.#wantsValue) throw this.#unexpected(start);
    const isObject = byte === 0x7b;
    const top = this.#frames.at(-1);
    if (isObject && top !== undefined && 'take' in top) {
      const taken = top.take(bytes, start, end);
      if (taken > start) return this.#step(taken, '`,` or `]`');
    }
    this.#frames.push(isObject ? new ObjectFrame() : (this.#frameForArray(this.#frames) ?? new PlainArrayFrame()));
    return this.#step(start + 1, isObject ? 'a key or `}`' : 'a value or `]`');
  }

  #close(empty: Expected, full: Expected): true {
    const { start } = this.#window;
    if (this.#expected !== empty && this.#expected !== full) throw this.#unexpected(start);
    return this.#put(this.#frames.pop()?.close(), start + 1);
  }

  #comma(): true {
    const { start } = this.#window;
    if (this.#expected === '`,` or `}`') return this.#step(start + 1, 'a key');
    if (this.#expected === '`,` or `]`') return this.#step(start + 1, 'a value');
    throw this.#unexpected(start);
  }

  #colon(): true {
    const { start } = this.#window;
    if (this.#expected === '`:`') return this.#step(start + 1, 'a value');
    throw this.#unexpected(start);
  }

  #string(): boolean {
    const { bytes, start } = this.#window;
    const isKey = this.#expected === 'a key' || this.#expected === 'a key or `}`';
    if (!isKey && !this.#wantsValue) throw this.#unexpected(start);
    const to = skipString(bytes, start + Math.max(this.#ahead, 1));
    if (bytes[to] !== 0x22) return this.#waitInString(to);
    const text = isKey ? this.#keys.parse(bytes, start + 1, to) : parseString(bytes, start + 1, to);
    if (text === undefined) throw this.#error('an escape in the string here is not one of JSON’s', start);
    if (!isKey) return this.#put(text, to + 1);
    const top = this.#frames.at(-1);
    if (top instanceof ObjectFrame) top.key = text;
    return this.#step(to + 1, '`:`');
  }

  /** A string that ends with its bytes may go on in the next ones; one with a control character is wrong. */
  #waitInString(to: number): boolean {
    const { bytes, end } = this.#window;
    const odd = bytes[to] === 0x5c ? to + 1 : to;
    if (odd === end) return this.#wait(to);
    throw this.#error('a control character in a string must be escaped', odd);
  }

  #bare(to: number): true {
    const { bytes, start } = this.#window;
    const value = parseBare(bytes, start, to);
    if (value === undefined) throw this.#unexpected(start);
    return this.#put(value, to);
  }

  #put(value: unknown, next: number): true {
    const top = this.#frames.at(-1);
    if (top === undefined) this.#value = value;
    else top.put(value);
    return this.#step(next, top === undefined ? 'the end' : top instanceof ObjectFrame ? '`,` or `}`' : '`,` or `]`');
  }

  #step(next: number, expected: Expected): true {
    this.#window.start = next;
    this.#ahead = 0;
    this.#expected = expected;
    return true;
  }

  #wait(to: number): false {
    this.#ahead = to - this.#window.start;
    return false;
  }

  #unexpected(index: number): EarmarkError {
    return this.#error(`expected ${this.#expected}`, index);
  }

  #error(what: string, index: number): EarmarkError {
    return notJson(what, this.#window.positionOf(index));
  }
}
