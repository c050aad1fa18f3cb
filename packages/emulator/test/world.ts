import { EventEmitter, once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Emulator, type EmulatorOptions, type SpeechEngine, startEmulator } from '../src/index.ts';
import { type Word, connect } from './client.ts';

/** An emulator for one test, and a client of it. */
export async function start(options: EmulatorOptions = { engine: 'fixtures' }) {
  const emulator: Emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return { emulator, client: connect(emulator.url) };
}

/** A folder for one test. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file under a folder, by its path in it. */
export async function filesIn(folder: string): Promise<{ readonly path: string; readonly text: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(
    paths.map(async (path) => ({ path: relative(folder, path), text: await readFile(path, 'latin1') })),
  );
}

/** An engine of one's own that hears the same words in everything. */
export function engineThatHears(...words: readonly Partial<Word>[]): SpeechEngine {
  const whole = { text: 'word', start: 0, end: 100, confidence: 1, speaker: null };
  return {
    name: 'parrot',
    recognise: () => Promise.resolve({ words: words.map((word) => ({ ...whole, ...word })), languageCode: 'en_us' }),
  };
}

/** An engine that goes on listening until the emulator is closed, or `finish` is called. */
export function engineThatWaits() {
  const calls = new EventEmitter();
  const engine: SpeechEngine = {
    name: 'slow',
    async recognise(_sound, signal) {
      calls.emit('started');
      await once(calls, 'finish', { signal });
      return { words: [], languageCode: 'en_us' };
    },
  };
  return { engine, started: once(calls, 'started'), finish: () => calls.emit('finish') };
}

/** Hides every program on this machine's path, for one test. */
export function withoutFfmpeg(): void {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  onTestFinished(() => void (process.env['PATH'] = path));
}

/** Somebody else's server, for one test. */
export async function serve(answers: Readonly<Record<string, { status: number; body: Uint8Array | string }>>) {
  const server = createServer((request, response) => {
    const { status, body } = answers[request.url ?? ''] ?? { status: 404, body: '' };
    response.writeHead(status).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => (server.closeAllConnections(), server.close());
  onTestFinished(() => void stop());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
