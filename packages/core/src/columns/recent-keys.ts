import { parseString } from './json-tokens.ts';

const slots = 64;
const longest = 32;

/** Parses keys, which a body repeats again and again, and makes the string of a recent one only once. */
export class RecentKeys {
  readonly #recent: string[] = Array.from({ length: slots }, () => '');

  /** The key between two quotes, or `undefined` when an escape in it is none of JSON's. */
  parse(bytes: Uint8Array, from: number, to: number): string | undefined {
    const slot = ((bytes[from] ?? 0) + 7 * (bytes[to - 1] ?? 0) + (to - from)) % slots;
    const recent = this.#recent[slot] ?? '';
    if (isWritten(recent, bytes, from, to)) return recent;
    const key = parseString(bytes, from, to);
    if (key !== undefined && to - from <= longest) this.#recent[slot] = key;
    return key;
  }
}

/** Whether a string is ASCII and written here as it is. */
function isWritten(text: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 || byte === 0x5c || byte !== text.charCodeAt(at - from)) return false;
  }
  return true;
}
