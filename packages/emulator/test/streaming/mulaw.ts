/** Codes samples as G.711 has it: sign, exponent, mantissa, all inverted. */
export function toMulaw(samples: Float32Array): Buffer {
  return Buffer.from(
    samples.map((sample) => {
      const magnitude = Math.min(32_635, Math.round(Math.abs(sample) * 32_767)) + 0x84;
      const exponent = Math.floor(Math.log2(magnitude)) - 7;
      const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
      return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
    }),
  );
}
