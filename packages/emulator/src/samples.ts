import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode, toMono } from './audio/decode.ts';
import { resample } from './audio/resample.ts';
import { toPcm16 } from './audio/wav.ts';
import { parseFixture } from './engines/fixture.ts';
import type { Word } from './shapes.ts';

/** The folder of recordings that come with the package, each with its words. */
export const samplesFolder = fileURLToPath(new URL('../samples', import.meta.url));

/** A recording whose every word is known. */
export interface Sample {
  /** Path of the audio. */
  readonly audio: string;
  /** What is said in it, read when asked for. */
  readonly words: readonly Word[];
  /** Its audio as streaming takes it: raw 16-bit samples, mono, 16,000 a second unless told otherwise. */
  pcm(sampleRate?: number): Promise<Uint8Array>;
}

/** The recordings that come with the package. */
export const samples: { readonly meeting: Sample } = Object.freeze({
  /** A minute of two people at a stand-up, spoken by synthesizers, so that every word's time is known. */
  meeting: sample('meeting.mp3', 'meeting.json'),
});

function sample(audio: string, words: string): Sample {
  const path = join(samplesFolder, audio);
  return {
    audio: path,
    get words() {
      return parseFixture(readFileSync(join(samplesFolder, words), 'utf8'), words).words;
    },
    async pcm(sampleRate = 16_000) {
      const sound = await decode(path);
      if (sound === undefined) throw new Error(`${audio} holds no audio`);
      return toPcm16([await resample(toMono(sound), sound.sampleRate, sampleRate)]);
    },
  };
}
