import type { Sound } from './decode.ts';

/** Reads signed 16-bit samples, least significant byte first, channels in turn. */
export function fromPcm16(bytes: Uint8Array, sampleRate: number, channels: number): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames = Math.floor(bytes.byteLength / 2 / channels);
  const channel = (at: number): Float32Array =>
    Float32Array.from({ length: frames }, (_, frame) => view.getInt16((frame * channels + at) * 2, true) / 32_768);
  return { sampleRate, channels: Array.from({ length: channels }, (_, at) => channel(at)) };
}
