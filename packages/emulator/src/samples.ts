import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
}

/** The recordings that come with the package. */
export const samples: { readonly meeting: Sample } = Object.freeze({
  /** A minute of two people at a stand-up, spoken by synthesizers, so that every word's time is known. */
  meeting: sample('meeting.mp3', 'meeting.json'),
});

function sample(audio: string, words: string): Sample {
  return {
    audio: join(samplesFolder, audio),
    get words() {
      return parseFixture(readFileSync(join(samplesFolder, words), 'utf8'), words).words;
    },
  };
}
