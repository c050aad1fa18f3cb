import { samples } from '@earmark/emulator';

/** The sample meeting from and to a millisecond as a wave file, between silences. */
export async function meetingWave({ fromMs = 0, toMs = 0, leadMs = 0, tailMs = 0, rate = 48_000 }): Promise<Buffer> {
  const bytesPerMs = (rate * 2) / 1000;
  const speech = (await samples.meeting.pcm(rate)).subarray(fromMs * bytesPerMs, toMs * bytesPerMs);
  const data = Buffer.concat([Buffer.alloc(leadMs * bytesPerMs), speech, Buffer.alloc(tailMs * bytesPerMs)]);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

/** What is said until then. */
export function saidUntil(toMs: number): string {
  return samples.meeting.words
    .filter(({ end }) => end <= toMs)
    .map(({ text }) => text)
    .join(' ');
}
