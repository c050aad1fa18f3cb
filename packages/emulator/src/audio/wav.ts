/** Samples between -1 and 1 as 16-bit little-endian PCM. */
export function toPcm16(samples: Float32Array): Buffer {
  const pcm = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, at) => {
    // The decoder divided by 32767 above zero and by 32768 below: undone so, a file at this rate gives its own bytes back.
    const scaled = Math.round(sample * (sample < 0 ? 32_768 : 32_767));
    pcm.writeInt16LE(Math.min(32_767, Math.max(-32_768, scaled)), at * 2);
  });
  return pcm;
}

/** One channel as a 16-bit WAV file. */
export function toWav16(samples: Float32Array, sampleRate: number): Buffer {
  const pcm = toPcm16(samples);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + pcm.byteLength, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(pcm.byteLength, 40);
  return Buffer.concat([head, pcm]);
}
