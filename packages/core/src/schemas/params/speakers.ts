import { flag, whole } from '../kinds.ts';
import { type ShapeOf, maybe, maybeNull, open } from '../open.ts';

// https://www.assemblyai.com/docs/pre-recorded-audio/speaker-diarization

export interface SpeakerOptions {
  /** Default: 1. */
  min_speakers_expected?: number | null | undefined;
  /** Default: by length, none to 2 minutes, 10 to 10 minutes, then 30. Too many hurts. */
  max_speakers_expected?: number | null | undefined;
  [key: string]: unknown;
}

/** Who speaks. */
export interface SpeakerParams {
  /** Hears every channel by itself. Default: false. */
  multichannel?: boolean | undefined;
  /** Tells speakers apart. Default: false. Needs `punctuate`. */
  speaker_labels?: boolean | undefined;
  /** How many speak, where that is known for certain. Not beside `speaker_options`. */
  speakers_expected?: number | null | undefined;
  /** How many may speak. Not beside `speakers_expected`. */
  speaker_options?: SpeakerOptions | null | undefined;
}

export const speakersShape: ShapeOf<SpeakerParams> = {
  multichannel: maybe(flag),
  speaker_labels: maybe(flag),
  speakers_expected: maybeNull(whole(1)),
  speaker_options: maybeNull(
    open<SpeakerOptions>({ min_speakers_expected: maybeNull(whole(1)), max_speakers_expected: maybeNull(whole(1)) }),
  ),
};
