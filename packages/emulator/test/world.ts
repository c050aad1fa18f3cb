import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Emulator, type EmulatorOptions, type SpeechEngine, startEmulator } from '../src/index.ts';
import { type Word, connect } from './client.ts';

/** An emulator for one test, and a client of it. */
export async function start(options: EmulatorOptions = { engine: 'fixtures' }) {
  const emulator: Emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return { emulator, client: connect(emulator.url, undefined, options.script !== undefined) };
}

/** A folder for one test. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
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
