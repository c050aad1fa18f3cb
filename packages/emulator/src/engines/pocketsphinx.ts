import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toMono } from '../audio/decode.ts';
import { resample } from '../audio/resample.ts';
import { toPcm16 } from '../audio/wav.ts';
import type { Word } from '../shapes.ts';
import type { SpeechEngine } from './engine.ts';

const run = promisify(execFile);
const command = 'pocketsphinx_batch';
const model = '/usr/share/pocketsphinx/model/en-us';
const sampleRate = 16_000;

/** Whether Debian's `pocketsphinx` and `pocketsphinx-en-us` are installed. */
export async function hasPocketsphinx(): Promise<boolean> {
  try {
    await Promise.all([access(join(model, 'en-us.lm.bin')), run('which', [command])]);
    return true;
  } catch {
    return false;
  }
}

/** Hears English speech offline, roughly: real words and times, no punctuation, one voice. */
export function createPocketsphinxEngine(): SpeechEngine {
  return {
    name: 'pocketsphinx',
    async recognise(sound, signal) {
      const folder = await mkdtemp(join(tmpdir(), 'earmark-pocketsphinx-'));
      try {
        await writeFile(
          join(folder, 'audio.raw'),
          toPcm16([await resample(toMono(sound), sound.sampleRate, sampleRate)]),
        );
        await writeFile(join(folder, 'list'), 'audio\n');
        await run(command, commandLine(folder), { cwd: folder, signal, maxBuffer: 64 * 1024 ** 2 });
        return { words: parseCtm(await readFile(join(folder, 'words.ctm'), 'utf8')), languageCode: 'en_us' };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

// Silence has to stay in: where it is removed, every later word's time is early by as much.
function commandLine(folder: string): string[] {
  const [language, dictionary] = [join(model, 'en-us.lm.bin'), join(model, 'cmudict-en-us.dict')];
  const models = ['-hmm', join(model, 'en-us'), '-lm', language, '-dict', dictionary];
  const input = ['-adcin', 'yes', '-adchdr', '0', '-cepdir', folder, '-cepext', '.raw', '-ctl', join(folder, 'list')];
  return [...models, ...input, '-remove_silence', 'no', '-ctm', join(folder, 'words.ctm')];
}

/**
 * Reads lines of `utterance channel start duration word confidence`, times in seconds.
 *
 * @see https://www.openslr.org for the NIST CTM format; the confidence is the word's posterior probability.
 */
export function parseCtm(ctm: string): Word[] {
  return ctm.split('\n').flatMap((line) => {
    const [, , start, duration, text, confidence] = line.trim().split(/\s+/);
    if (text === undefined || /^[<[]|^\+\+/.test(text)) return [];
    const from = Math.round(Number(start) * 1000);
    const to = from + Math.round(Number(duration) * 1000);
    if (Number.isNaN(to) || Number.isNaN(Number(confidence))) return [];
    return [
      {
        text: text.replace(/\(\d+\)$/, ''),
        start: from,
        end: to,
        confidence: clamp(Number(confidence)),
        speaker: null,
      },
    ];
  });
}

function clamp(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}
