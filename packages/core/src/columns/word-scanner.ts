import { billion } from './confidences.ts';
import { parseBare, parseString, skipBlank, skipString } from './json-tokens.ts';
import { bits, keyAt, keys, lengthOf, neededKeys } from './word-keys.ts';
import type { WordRows } from './word-rows.ts';

const scales = [1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 100, 10, 1] as const;
/** What numbers of ten decimals and more are divided by: powers of ten that a double holds exactly. */
const powers = [1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17] as const;
const mostDecimals = 17;
const none = -1;
const quote = 0x22;

/**
 * Writes words as the service sends them straight from the bytes to the rows.
 *
 * It knows six keys in any order, plain integers, decimals below 2, and strings without escapes. What is written
 * otherwise, or broken off, it leaves to who can read everything.
 */
export class WordScanner {
  readonly #rows: WordRows;
  /** The field that was read last, as its column holds it; its end is what its reader returned. */
  #value = 0;
  #textEnd = 0;
  /** The bytes and the code of the last long name: the next one is mostly the same. */
  #name = new Uint8Array();
  #nameCode = none;

  constructor(rows: WordRows) {
    this.#rows = rows;
  }

  /** Takes the words from `from` on, where the first one's brace is; returns the end of the last one it took. */
  take(bytes: Uint8Array, from: number, end: number): number {
    this.#rows.texts.reserve(end - from);
    let taken = from;
    let at = from;
    for (;;) {
      at = this.#word(bytes, at + 1);
      if (at === none) return taken;
      taken = at;
      at = skipBlank(bytes, at);
      if (bytes[at] !== 0x2c) return taken;
      at = skipBlank(bytes, at + 1);
      if (bytes[at] !== 0x7b) return taken;
    }
  }

  #word(bytes: Uint8Array, from: number): number {
    let seen = 0;
    let start = 0;
    let end = 0;
    let speaker = 0;
    let channel = 0;
    let at = from;
    for (;;) {
      at = skipBlank(bytes, at);
      const key = keyAt(bytes, at);
      if ((seen & key & bits) !== 0) return none;
      seen |= key;
      at = skipBlank(bytes, at + lengthOf(key));
      if (bytes[at] !== 0x3a) return none;
      at = this.#field(bytes, skipBlank(bytes, at + 1), key);
      if (at === none) return none;
      if (key === keys.start) start = this.#value;
      else if (key === keys.end) end = this.#value;
      else if (key === keys.speaker) speaker = this.#value;
      else if (key === keys.channel) channel = this.#value;
      at = skipBlank(bytes, at);
      if (bytes[at] !== 0x2c) break;
      at++;
    }
    if (bytes[at] !== 0x7d || (seen & neededKeys) !== neededKeys) return none;
    this.#rows.texts.length = this.#textEnd;
    this.#rows.commit(start, end, speaker, channel);
    return at + 1;
  }

  #field(bytes: Uint8Array, from: number, key: number): number {
    if (key === keys.text) return this.#text(bytes, from);
    if (key === keys.start || key === keys.end) return this.#integer(bytes, from);
    if (key === keys.confidence) return this.#confidence(bytes, from);
    return key === keys.none ? none : this.#shared(bytes, from);
  }

  #text(bytes: Uint8Array, from: number): number {
    if (bytes[from] !== quote) return none;
    const { texts } = this.#rows;
    const into = texts.bytes;
    let end = texts.length;
    for (let at = from + 1; ; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === quote) {
        into[end] = 0x20;
        this.#textEnd = end + 1;
        return at + 1;
      }
      if (byte < 0x20 || byte === 0x5c) return none;
      into[end++] = byte;
    }
  }

  /** Up to nine digits, so that they fit. */
  #integer(bytes: Uint8Array, from: number): number {
    const at = this.#digits(bytes, from);
    const digits = at - from;
    return digits === 0 || digits > 9 || (bytes[from] === 0x30 && digits > 1) ? none : at;
  }

  #confidence(bytes: Uint8Array, from: number): number {
    const whole = (bytes[from] ?? 0) - 0x30;
    if (whole !== 0 && whole !== 1) return none;
    if (bytes[from + 1] !== 0x2e) {
      this.#rows.putBillionths(whole * billion);
      return from + 1;
    }
    const at = this.#digits(bytes, from + 2);
    const decimals = at - from - 2;
    if (decimals === 0 || decimals > mostDecimals) return none;
    if (decimals < scales.length) this.#rows.putBillionths(whole * billion + this.#value * (scales[decimals] ?? 0));
    else this.#rows.putConfidence(this.#long(bytes, from, at));
    return at;
  }

  /** A number below 2 with ten decimals or more: one division of exact numbers is rounded as JSON's digits are. */
  #long(bytes: Uint8Array, from: number, to: number): number {
    const power = powers[to - from - 2 - scales.length] ?? 1;
    const digits = bytes[from] === 0x31 ? power + this.#value : this.#value;
    return digits <= Number.MAX_SAFE_INTEGER ? digits / power : Number(parseBare(bytes, from, to));
  }

  /** Reads one more at most than any number here may have. */
  #digits(bytes: Uint8Array, from: number): number {
    let value = 0;
    let at = from;
    for (; at - from <= mostDecimals; at++) {
      const digit = (bytes[at] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.#value = value;
    return at;
  }

  /** A speaker or channel, as its code. */
  #shared(bytes: Uint8Array, from: number): number {
    if (bytes[from] !== quote) return this.#null(bytes, from);
    const letter = bytes[from + 1] ?? 0;
    if (bytes[from + 2] !== quote || letter < 0x23 || letter >= 0x5c) return this.#longName(bytes, from + 1);
    this.#value = this.#rows.names.codeOfLetter(letter);
    return this.#value === none ? none : from + 3;
  }

  #null(bytes: Uint8Array, from: number): number {
    const isNull =
      bytes[from] === 0x6e && bytes[from + 1] === 0x75 && bytes[from + 2] === 0x6c && bytes[from + 3] === 0x6c;
    this.#value = 1;
    return isNull ? from + 4 : none;
  }

  #longName(bytes: Uint8Array, from: number): number {
    let at = from;
    while (bytes[at] === this.#name[at - from]) at++;
    if (bytes[at] !== quote || at - from !== this.#name.length) {
      at = skipString(bytes, from);
      const name = bytes[at] === quote ? parseString(bytes, from, at) : undefined;
      if (name === undefined) return none;
      this.#nameCode = this.#rows.names.codeOf(name);
      this.#name = bytes.slice(from, at);
    }
    this.#value = this.#nameCode;
    return this.#value === none ? none : at + 1;
  }
}
