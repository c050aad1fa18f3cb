import type { Sound } from './decode.ts';

const headerBytes = 44;

/** Writes sound as a 16-bit WAV file. */
export function toWav({ sampleRate, channels }: Sound): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const frameBytes = channels.length * 2;
  const file = Buffer.alloc(headerBytes + frames * frameBytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels.length, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * frameBytes, 28);
  file.writeUInt16LE(frameBytes, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(frames * frameBytes, 40);
  channels.forEach((channel, at) => {
    for (let frame = 0; frame < frames; frame += 1) {
      file.writeInt16LE(toPcm(channel[frame] ?? 0), headerBytes + frame * frameBytes + at * 2);
    }
  });
  return file;
}

// As decoders read it: by 32768 below zero and by 32767 above, so that what is copied stays what it was.
function toPcm(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample * (sample < 0 ? 32_768 : 32_767))));
}
