const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const quote = 0x22;
const backslash = 0x5c;
const shortest = 24;

/** Skips what JSON calls whitespace. */
export function skipBlank(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x20) return at;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at++;
  }
}

/** Finds the quote that ends a string, the zero or other control character that may not be in one, or the end. */
export function skipString(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte === quote || byte < 0x20) return at;
    if (byte === backslash && (bytes[at + 1] ?? 0) < 0x20) return at;
    at += byte === backslash ? 2 : 1;
  }
}

/** Skips a number or a literal, or what is taken for one: up to whatever must end it. */
export function skipBare(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBare(bytes[at] ?? 0)) at++;
  return at;
}

/** The string between two quotes, or `undefined` when an escape in it is none of JSON's. */
export function parseString(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (to - from <= shortest) {
    const short = shortAscii(bytes, from, to);
    if (short !== undefined) return short;
  }
  const text = decoder.decode(bytes.subarray(from, to));
  if (!text.includes('\\')) return text;
  try {
    const parsed: unknown = JSON.parse(`"${text}"`);
    return typeof parsed === 'string' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The number or literal that these bytes are, or `undefined` when they are neither. */
export function parseBare(bytes: Uint8Array, from: number, to: number): number | boolean | null | undefined {
  const text = to - from > shortest ? decoder.decode(bytes.subarray(from, to)) : (shortAscii(bytes, from, to) ?? '');
  if (text === 'null') return null;
  if (text === 'true') return true;
  if (text === 'false') return false;
  return number.test(text) ? Number(text) : undefined;
}

function isBare(byte: number): boolean {
  const letter = byte | 0x20;
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (letter >= 0x61 && letter <= 0x7a) ||
    byte === 0x2e ||
    byte === 0x2b ||
    byte === 0x2d
  );
}

function shortAscii(bytes: Uint8Array, from: number, to: number): string | undefined {
  let text = '';
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 || byte === backslash) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}
