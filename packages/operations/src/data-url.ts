import { invalid } from './refusal.ts';

/** Reads a `data:` URL of at most so many bytes. @throws EarmarkError `invalid` for one that is larger, or is none. */
export function toBytes(url: string, maxBytes: number): Uint8Array<ArrayBuffer> {
  const comma = url.indexOf(',');
  if (comma === -1) throw invalid('`audio` must be a whole data: URL, such as data:audio/wav;base64,UklGR…');
  const isBase64 = /;\s*base64\s*$/i.test(url.slice(0, comma));
  // Before it is decoded: what is too large is not held in memory twice.
  const most = (url.length - comma - 1) * (isBase64 ? 0.75 : 1 / 3) - 3;
  if (most > maxBytes) throw tooLarge(maxBytes);
  const bytes = decoded(url.slice(comma + 1), isBase64);
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

function decoded(data: string, isBase64: boolean): Uint8Array<ArrayBuffer> {
  try {
    const raw = decodeURIComponent(data);
    if (!isBase64) return new TextEncoder().encode(raw);
    return Uint8Array.from(atob(raw), (byte) => byte.charCodeAt(0));
  } catch {
    throw invalid('`audio` must be a whole data: URL: the data of this one is broken.');
  }
}

function tooLarge(maxBytes: number) {
  return invalid(
    `\`audio\` must be a data: URL of at most ${maxBytes} bytes: give a larger recording as an http(s) URL.`,
  );
}
