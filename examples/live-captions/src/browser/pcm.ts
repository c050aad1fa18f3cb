/** Samples from -1 to 1 as 16-bit ones, lowest byte first. */
export function toPcm16(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  samples.forEach((sample, at) => {
    const clipped = Math.max(-1, Math.min(1, sample));
    view.setInt16(at * 2, Math.round(clipped * 32_767), true);
  });
  return bytes;
}
