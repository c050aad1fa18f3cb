/** The six keys of a word: a bit of a set each, and in the low four bits how long they are, quotes included. */
export const keys = {
  none: 0,
  text: 0x10 | 6,
  start: 0x20 | 7,
  end: 0x40 | 5,
  confidence: 0x80 | 12,
  speaker: 0x100 | 9,
  channel: 0x200 | 9,
} as const;

/** The part of a key that is a set. */
export const bits = 0x3f0;

/** The set of keys that no word is without. */
export const neededKeys = 0xf0;

/** The key that is written here in quotes, `keys.none` when it is another or none at all. */
export function keyAt(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== 0x22) return keys.none;
  switch (bytes[at + 1] ?? 0) {
    case 0x74:
      return spells(bytes, at + 2, 0x65, 0x78, 0x74, 0x22) ? keys.text : keys.none;
    case 0x65:
      return bytes[at + 2] === 0x6e && bytes[at + 3] === 0x64 && bytes[at + 4] === 0x22 ? keys.end : keys.none;
    case 0x73:
      return bytes[at + 2] === 0x74 ? startAt(bytes, at) : speakerAt(bytes, at);
    case 0x63:
      return bytes[at + 2] === 0x6f ? confidenceAt(bytes, at) : channelAt(bytes, at);
    default:
      return keys.none;
  }
}

/** How many bytes a key takes, quotes included. */
export function lengthOf(key: number): number {
  return key & 0x0f;
}

function startAt(bytes: Uint8Array, at: number): number {
  return spells(bytes, at + 3, 0x61, 0x72, 0x74, 0x22) ? keys.start : keys.none;
}

function speakerAt(bytes: Uint8Array, at: number): number {
  const isIt = spells(bytes, at + 2, 0x70, 0x65, 0x61, 0x6b) && spells(bytes, at + 5, 0x6b, 0x65, 0x72, 0x22);
  return isIt ? keys.speaker : keys.none;
}

function channelAt(bytes: Uint8Array, at: number): number {
  const isIt = spells(bytes, at + 2, 0x68, 0x61, 0x6e, 0x6e) && spells(bytes, at + 5, 0x6e, 0x65, 0x6c, 0x22);
  return isIt ? keys.channel : keys.none;
}

function confidenceAt(bytes: Uint8Array, at: number): number {
  const isIt =
    spells(bytes, at + 3, 0x6e, 0x66, 0x69, 0x64) &&
    spells(bytes, at + 7, 0x65, 0x6e, 0x63, 0x65) &&
    bytes[at + 11] === 0x22;
  return isIt ? keys.confidence : keys.none;
}

function spells(bytes: Uint8Array, at: number, a: number, b: number, c: number, d: number): boolean {
  return bytes[at] === a && bytes[at + 1] === b && bytes[at + 2] === c && bytes[at + 3] === d;
}
