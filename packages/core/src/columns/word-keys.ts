const encoder = new TextEncoder();

/** One of the six keys of a word. */
export interface WordKey {
  /** Its place in a set of keys. */
  readonly bit: number;
  /** As JSON writes it, quotes included. */
  readonly bytes: Uint8Array;
}

export const textKey = wordKey('text', 1);
export const startKey = wordKey('start', 2);
export const endKey = wordKey('end', 4);
export const confidenceKey = wordKey('confidence', 8);
export const speakerKey = wordKey('speaker', 16);
export const channelKey = wordKey('channel', 32);

/** The set of keys that no word is without. */
export const neededKeys: number = textKey.bit | startKey.bit | endKey.bit | confidenceKey.bit;

/** The key that is written here, unless it is another one, or none. */
export function keyAt(bytes: Uint8Array, at: number): WordKey | undefined {
  const key = candidate(bytes, at);
  if (key === undefined) return undefined;
  const { bytes: expected } = key;
  for (let index = 0; index < expected.length; index++) if (bytes[at + index] !== expected[index]) return undefined;
  return key;
}

/** Tells the keys apart by their first letter, and the two with an s by their second. */
function candidate(bytes: Uint8Array, at: number): WordKey | undefined {
  switch (bytes[at + 1]) {
    case 0x74:
      return textKey;
    case 0x73:
      return bytes[at + 2] === 0x74 ? startKey : speakerKey;
    case 0x65:
      return endKey;
    case 0x63:
      return bytes[at + 2] === 0x6f ? confidenceKey : channelKey;
    default:
      return undefined;
  }
}

function wordKey(key: string, bit: number): WordKey {
  return { bit, bytes: encoder.encode(JSON.stringify(key)) };
}
