/** Writes samples between -1 and 1, one array per channel, as a 16-bit WAV file. */
export function toWav(channels: readonly Float32Array[], sampleRate: number): Uint8Array<ArrayBuffer> {
  const frames = channels[0]?.length ?? 0;
  const frameBytes = channels.length * 2;
  const view = new DataView(new ArrayBuffer(44 + frames * frameBytes));
  const ascii = (at: number, text: string): void =>
    Buffer.from(text, 'latin1').forEach((letter, i) => view.setUint8(at + i, letter));
  ascii(0, 'RIFF');
  view.setUint32(4, 36 + frames * frameBytes, true);
  ascii(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 16, true);
  ascii(36, 'data');
  view.setUint32(40, frames * frameBytes, true);
  const samples = new Int16Array(view.buffer, 44);
  channels.forEach((channel, at) => {
    for (let frame = 0; frame < frames; frame += 1) {
      const sample = Math.max(-1, Math.min(1, channel[frame] ?? 0));
      samples[frame * channels.length + at] = Math.round(sample * 32_767);
    }
  });
  return new Uint8Array(view.buffer);
}

/** White noise that is the same on every run. */
export function noise(length: number, amplitude: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1) * amplitude;
  });
}

/** A tone whose pitch and loudness wander, so that each seed sounds like another recording. */
export function melody(seconds: number, sampleRate: number, seed: number): Float32Array {
  const bends = noise(Math.ceil(seconds * 4) + seed, 1).subarray(seed);
  let phase = 0;
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, at) => {
    const bend = bends[Math.floor((at / sampleRate) * 4)] ?? 0;
    phase += (2 * Math.PI * (600 + 400 * bend)) / sampleRate;
    return Math.sin(phase) * (0.3 + 0.25 * Math.sin(bend * 9));
  });
}
