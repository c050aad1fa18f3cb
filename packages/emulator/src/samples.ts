import { fileURLToPath } from 'node:url';

/** The folder of recordings that come with the package, each with its words. */
export const samplesFolder = fileURLToPath(new URL('../samples', import.meta.url));

/** Paths of the recordings that come with the package. */
export const samples = Object.freeze({
  /** A minute of two people at a stand-up, spoken by a synthesizer, so that every word's time is known. */
  meeting: fileURLToPath(new URL('../samples/meeting.mp3', import.meta.url)),
});
