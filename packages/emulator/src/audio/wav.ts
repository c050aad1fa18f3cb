import type { Sound } from './decode.ts';

const headerBytes = 44;

/** Samples between -1 and 1 as 16-bit little-endian PCM, the channels taking turns. */
export function toPcm16(channels: readonly Float32Array[]): Buffer {
  const frames = channels[0]?.length ?? 0;
  const pcm = Buffer.alloc(frames * channels.length * 2);
  channels.forEach((channel, at) => {
    for (let frame = 0; frame < frames; frame += 1) {
      pcm.writeInt16LE(toInteger(channel[frame] ?? 0), (frame * channels.length + at) * 2);
    }
  });
  return pcm;
}

/** Writes sound as a 16-bit WAV file. */
export function toWav16({ sampleRate, channels }: Sound): Buffer {
  const pcm = toPcm16(channels);
  const frameBytes = channels.length * 2;
  const head = Buffer.alloc(headerBytes);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(headerBytes - 8 + pcm.byteLength, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels.length, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * frameBytes, 28);
  head.writeUInt16LE(frameBytes, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(pcm.byteLength, 40);
  return Buffer.concat([head, pcm]);
}

// Decoders divide by 32767 above zero and by 32768 below: undone so, a file at this rate gives its own bytes back.
function toInteger(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample * (sample < 0 ? 32_768 : 32_767))));
}
