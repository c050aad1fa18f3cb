import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Many addresses of one short recording, and what the emulator has to know to hear its words. */
export interface Recordings extends AsyncDisposable {
  readonly urls: readonly string[];
  readonly text: string;
  readonly fixtures: string;
  /** For what a process remembers. */
  readonly cache: string;
}

const text = 'The parrot is called Admiral.';

export async function serveRecordings(count: number): Promise<Recordings> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-batch-'));
  const [fixtures, cache, wav] = [join(folder, 'fixtures'), join(folder, 'cache'), tone()];
  await Promise.all([mkdir(fixtures), mkdir(cache)]);
  const words = text
    .split(' ')
    .map((word, at) => ({ text: word, start: 100 + at * 150, end: 200 + at * 150, confidence: 1, speaker: 'A' }));
  await writeFile(join(fixtures, 'parrot.json'), JSON.stringify({ words }));
  await writeFile(join(fixtures, 'parrot.wav'), wav);
  const server = createServer((_, response) => response.setHeader('content-type', 'audio/wav').end(wav));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on TCP
  const { port } = server.address() as AddressInfo;
  return {
    urls: Array.from({ length: count }, (_, at) => `http://127.0.0.1:${port}/${at}.wav`),
    text,
    fixtures,
    cache,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A second of a tone, as a wave file: mono, 16 bits, 8 kHz. */
function tone(): Buffer {
  const [rate, head] = [8_000, Buffer.alloc(44)];
  const data = Buffer.alloc(rate * 2);
  for (let at = 0; at < rate; at++) data.writeInt16LE(Math.round(8_000 * Math.sin(at / 5)), at * 2);
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
