import { toMono } from '../audio/decode.ts';
import { openRecording } from '../audio/recording.ts';
import type { RecallingEngine } from '../engines/engine.ts';
import { defaultMediaLimits } from '../media-limits.ts';
import type { KnownRecording } from './follower.ts';
import { createSpectrograph } from './spectrum.ts';

/** Listens to every recording that an engine knows, so that streams of them can be followed. */
export async function listenToKnown(engine: RecallingEngine): Promise<KnownRecording[]> {
  const known: KnownRecording[] = [];
  for (const { audioPath, recognition } of await engine.recordings()) {
    const recording = await openRecording(audioPath, defaultMediaLimits.longestMs);
    if (recording === undefined) continue;
    try {
      const sound = await recording.sound();
      const spectrum = Float32Array.from(createSpectrograph(sound.sampleRate).push(toMono(sound)));
      known.push({ spectrum, words: recognition.words, languageCode: recognition.languageCode });
    } finally {
      recording.close();
    }
  }
  return known;
}
