import { fromPcm16 } from '../audio/pcm.ts';

/** Encodings of audio that the emulator hears. */
export const encodings = ['pcm_s16le', 'pcm_mulaw'] as const;
export type Encoding = (typeof encodings)[number];

export const bytesPerSample: Readonly<Record<Encoding, number>> = { pcm_s16le: 2, pcm_mulaw: 1 };

/** Makes samples of bytes as they come; a sample may be split between two messages. */
export function createDecoder(encoding: Encoding): (bytes: Uint8Array) => Float32Array {
  if (encoding === 'pcm_mulaw') return (bytes) => Float32Array.from(bytes, (byte) => mulaw[byte] ?? 0);
  let odd: Uint8Array = new Uint8Array(0);
  return (bytes) => {
    const whole = odd.length === 0 ? bytes : Buffer.concat([odd, bytes]);
    odd = whole.slice(whole.length - (whole.length % 2));
    return fromPcm16(whole.subarray(0, whole.length - odd.length), 1, 1).channels[0] ?? new Float32Array(0);
  };
}

// ITU-T G.711: sign, exponent of three bits, mantissa of four, all inverted.
const mulaw = Float32Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 0xff;
  const magnitude = ((((code & 0x0f) << 3) + 0x84) << ((code >> 4) & 0x07)) - 0x84;
  return ((code & 0x80) === 0 ? magnitude : -magnitude) / 32_768;
});
