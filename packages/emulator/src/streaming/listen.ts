import { type KnownRecording, Follower } from './follower.ts';
import type { Hearing } from './hearing.ts';
import { createSpectrograph } from './spectrum.ts';

/** Hears the words of recordings that are known, wherever in them the audio starts. */
export function followKnown(known: readonly KnownRecording[], sampleRate: number): Hearing {
  const spectrograph = createSpectrograph(sampleRate);
  const follower = new Follower(known);
  return {
    push: (samples) => follower.push(spectrograph.push(samples)),
    take: () => ({ words: follower.takeWords(), guesses: [], untilMs: follower.untilMs }),
    settle: () => Promise.resolve(),
    close: () => undefined,
  };
}
