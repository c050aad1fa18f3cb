import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const turns = [
  ['Thank you for calling the shop for tea and porcelain. My name is Ines, how may I help you today?', 0],
  ['Good day, my parcel came on Tuesday and I should like to talk about some things in it with you.', 60],
  ['The invoice names two teapots, though the parcel held only one teapot and the saucers beside it.', 120],
  ['Our courier shall bring the second teapot on Friday morning, and you need not sign for it again.', 180],
  ['The kettle leaks at its spout. We agree on a full refund of forty euros for the leaking kettle.', 240],
  ['Then all is settled, thank you. I wish you a pleasant weekend, and the same to your colleagues.', 300],
] as const;
// So that two turns fill a passage, and a third begins the next.
const rest = ` ${'And so on, as one says it on the telephone, and nobody minds. '.repeat(4)}`.trimEnd();
const rate = 8000;
const seconds = 330;

/** A call of five minutes and a half: what the emulator is told was said, beside tones that stand for it. */
export async function makeCall(folder: string): Promise<string> {
  const words = turns.flatMap(([text, at], turn) =>
    `${text}${rest}`.split(' ').map((word, place) => ({
      text: word,
      start: at * 1000 + place * 400,
      end: at * 1000 + place * 400 + 350,
      confidence: 1,
      speaker: turn % 2 === 0 ? 'A' : 'B',
    })),
  );
  const samples = Int16Array.from({ length: rate * seconds }, (_, at) => {
    const pitch = 200 + ((Math.floor(at / rate) * 37) % 900);
    return Math.round(8000 * Math.sin((2 * Math.PI * pitch * at) / rate));
  });
  await mkdir(folder, { recursive: true });
  const audio = join(folder, 'call.wav');
  await writeFile(audio, Buffer.concat([header(samples.byteLength), Buffer.from(samples.buffer)]));
  await writeFile(join(folder, 'call.json'), JSON.stringify({ language_code: 'en_us', words }));
  return audio;
}

function header(bytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  return head;
}
