import { durationMs } from '../audio/decode.ts';
import type { Heard, JobParams } from '../jobs.ts';
import type { Json, Word } from '../shapes.ts';
import { meanConfidence, spoken, toUtterances } from './units.ts';

/** What a completed job knows: keys of the API's transcript, computed from what the engine heard. */
export interface Results extends Json {
  readonly words: readonly Word[];
}

/** Computes a job's results, all at once, as they appear at the service. */
export function computeResults({ recognition, sound }: Heard, params: JobParams): Promise<Results> {
  const wantsSpeakers = params['speaker_labels'] === true;
  const words = wantsSpeakers ? recognition.words : recognition.words.map((word) => ({ ...word, speaker: null }));
  const utterances = wantsSpeakers ? toUtterances(words) : null;
  const warnings = wantsSpeakers && utterances === null ? [{ message: noSpeakers }] : [];
  return Promise.resolve({
    text: spoken(words),
    words,
    utterances,
    confidence: meanConfidence(words),
    audio_duration: Math.ceil(durationMs(sound) / 1000),
    language_code: params['language_code'] ?? recognition.languageCode,
    ...(warnings.length === 0 ? {} : { metadata: { warnings } }),
  });
}

const noSpeakers =
  'speaker_labels is unavailable: the speech engine of this emulator cannot tell voices apart. Only recordings whose ' +
  'fixture names the speakers have utterances.';
