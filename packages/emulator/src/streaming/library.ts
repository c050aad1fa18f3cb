import { toMono } from '../audio/decode.ts';
import { openRecording } from '../audio/recording.ts';
import type { KnownFile, RecallingEngine, Recognition } from '../engines/engine.ts';
import { JobFailure } from '../job-failure.ts';
import { defaultMediaLimits } from '../media-limits.ts';
import type { KnownRecording } from './follower.ts';
import { createSpectrograph } from './spectrum.ts';

// As long as an engine knows a recording, it is listened to once.
const listened = new WeakMap<Recognition, Promise<KnownRecording | undefined>>();

/** Listens to every recording that an engine knows, so that streams of them can be followed. */
export async function listenToKnown(engine: RecallingEngine): Promise<KnownRecording[]> {
  const known: KnownRecording[] = [];
  for (const file of await engine.recordings()) {
    const listening = listened.get(file.recognition) ?? listenTo(file);
    listened.set(file.recognition, listening);
    const recording = await listening;
    if (recording !== undefined) known.push(recording);
  }
  return known;
}

async function listenTo({ audioPath, recognition }: KnownFile): Promise<KnownRecording | undefined> {
  const recording = await openRecording(audioPath, defaultMediaLimits.longestMs);
  if (recording === undefined) return undefined;
  try {
    const sound = await recording.sound();
    const spectrum = Float32Array.from(createSpectrograph(sound.sampleRate).push(toMono(sound)));
    return { spectrum, words: recognition.words, languageCode: recognition.languageCode };
  } catch (error) {
    // Too long to be held in memory: it cannot be followed, and everything else can.
    if (error instanceof JobFailure) return undefined;
    throw error;
  } finally {
    recording.close();
  }
}
