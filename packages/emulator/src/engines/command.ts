import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { toMono } from '../audio/decode.ts';
import { resample } from '../audio/resample.ts';
import { toWav16 } from '../audio/wav.ts';
import { field } from '../field.ts';
import { splitCommandLine } from './command-line.ts';
import type { SpeechEngine } from './engine.ts';
import { parseWhisperJson } from './whisper-json.ts';

const run = promisify(execFile);
const sampleRate = 16_000;

/**
 * Asks a program of the user's, such as whisper.cpp: `whisper-cli -m model.bin -ojf -of {output} {audio}`.
 *
 * `{audio}` is a WAV of one channel at 16 kHz; the program writes whisper.cpp's JSON to `{output}.json`. It is run
 * without a shell.
 *
 * @throws TypeError when the command line cannot be split, or does not name both.
 */
export function createCommandEngine(commandLine: string): SpeechEngine {
  const [program = '', ...rest] = splitCommandLine(commandLine);
  for (const needed of ['{audio}', '{output}']) {
    if (!rest.some((word) => word.includes(needed))) throw new TypeError(`The engine's command needs ${needed}.`);
  }
  return {
    name: basename(program),
    async recognise(sound, signal) {
      const folder = await mkdtemp(join(tmpdir(), 'earmark-command-'));
      try {
        const [audio, output] = [join(folder, 'audio.wav'), join(folder, 'words')];
        await writeFile(
          audio,
          toWav16({ sampleRate, channels: [await resample(toMono(sound), sound.sampleRate, sampleRate)] }),
        );
        const words = rest.map((word) => word.replaceAll('{audio}', audio).replaceAll('{output}', output));
        await run(program, words, { signal, maxBuffer: 64 * 1024 ** 2 }).catch(explain);
        return await read(`${output}.json`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

// The last thing a program says before it fails is mostly why.
function explain(error: unknown): never {
  const [code, stderr, message] = ['code', 'stderr', 'message'].map((name) => field(error, name));
  const last = typeof stderr === 'string' ? stderr.trim().split('\n').at(-1) : undefined;
  if (code === 'ENOENT') throw new Error('it is not installed, or not in the PATH', { cause: error });
  if (last === undefined || last === '') throw new Error(String(message).split('\n')[0], { cause: error });
  throw new Error(`it ended with ${String(code)}: ${last}`, { cause: error });
}

async function read(path: string) {
  const json = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error('it wrote no {output}.json', { cause: error });
  });
  try {
    return parseWhisperJson(json);
  } catch (error) {
    throw new Error(`its JSON cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
