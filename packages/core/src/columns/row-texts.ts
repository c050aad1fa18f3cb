const space = 0x20;
const encoder = new TextEncoder();

/** Texts of rows that are still coming in: UTF-8, each followed by a space. */
export class RowTexts {
  bytes = new Uint8Array(16_384);
  length = 0;

  /** Makes sure that so many bytes more can be written without looking. */
  reserve(room: number): void {
    if (this.length + room <= this.bytes.length) return;
    const grown = new Uint8Array(2 * (this.length + room));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  add(text: string): void {
    this.reserve(3 * text.length + 1);
    this.length += encoder.encodeInto(text, this.bytes.subarray(this.length)).written;
    this.bytes[this.length++] = space;
  }
}

/**
 * The bytes as one string, and the offsets of the rows counted in its UTF-16 units.
 *
 * Bytes that are not UTF-8 become U+FFFD, text by text, as in every decoder.
 */
export function decodeTexts(bytes: Uint8Array, offset: Uint32Array): { text: string; offset: Uint32Array } {
  const text = decodeStrictly(bytes);
  if (text === undefined) return decodeEach(bytes, offset);
  return { text, offset: text.length === bytes.length ? offset : toUnits(bytes, offset) };
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function toUnits(bytes: Uint8Array, offset: Uint32Array): Uint32Array {
  let at = 0;
  let units = 0;
  return offset.map((end) => {
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
  });
}

function decodeEach(bytes: Uint8Array, offset: Uint32Array): { text: string; offset: Uint32Array } {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  const units = offset.map((from, row) => {
    const begins = text.length;
    text += decoder.decode(bytes.subarray(from, offset[row + 1] ?? from));
    return begins;
  });
  return { text, offset: units };
}
