import { type Family, defaultModel, familyOf } from './models.ts';
import type { Mode, Settings } from './settings.ts';

/** When turns end and partial ones are told, in milliseconds of audio. */
export interface Timing {
  /** Silence after which a turn ends that seems to be over. */
  readonly minSilenceMs: number;
  /** Silence after which any turn ends. */
  readonly maxSilenceMs: number;
  /** How sure it must be that a turn is over; undefined where punctuation decides. */
  readonly confidence: number | undefined;
  /** Speech after which the first partial turn is told; undefined where every word is, or every pause. */
  readonly firstPartialMs: number | undefined;
  readonly partialEveryMs: number;
  /** The longest turn; what is longer is cut. */
  readonly mostTurnMs: number;
}

// https://www.assemblyai.com/docs/universal-streaming/turn-detection and, for modes, the service's own presets.
const presets: Readonly<Record<Mode, { minSilenceMs: number; maxSilenceMs: number; delayMs: number }>> = {
  min_latency: { minSilenceMs: 128, maxSilenceMs: 640, delayMs: 0 },
  balanced: { minSilenceMs: 128, maxSilenceMs: 1_280, delayMs: 500 },
  max_accuracy: { minSilenceMs: 512, maxSilenceMs: 2_560, delayMs: 500 },
};
const diarization = { minSilenceMs: 640, maxSilenceMs: 768, delayMs: 500 };
const defaults = {
  english: { minSilenceMs: 400, maxSilenceMs: 1_280, delayMs: 0 },
  multilingual: { minSilenceMs: 400, maxSilenceMs: 1_280, delayMs: 0 },
  'u3-rt': { minSilenceMs: 100, maxSilenceMs: 1_000, delayMs: 0 },
};
const defaultConfidence = 0.4;
const longestDiarizedMs = 10_000;
// What the service adds to the delay that is asked for.
const addedMs = 256;

/** The timing of a session, as its model, its mode and its own settings want it. */
export function toTiming(settings: Settings): Timing {
  const family = familyOf(settings.get('speech_model') ?? defaultModel);
  const preset = presetOf(family, settings);
  const isSparse = settings.get('speaker_labels') === true || settings.get('continuous_partials') === false;
  const isByWord = family === 'english' || family === 'multilingual';
  return {
    minSilenceMs: settings.get('min_turn_silence') ?? preset.minSilenceMs,
    maxSilenceMs: settings.get('max_turn_silence') ?? preset.maxSilenceMs,
    confidence: isByWord ? (settings.get('end_of_turn_confidence_threshold') ?? defaultConfidence) : undefined,
    firstPartialMs: family === 'u3' ? (settings.get('interruption_delay') ?? preset.delayMs) + addedMs : undefined,
    partialEveryMs: isSparse ? 3_000 : 1_000,
    mostTurnMs: settings.get('speaker_labels') === true ? longestDiarizedMs : Infinity,
  };
}

function presetOf(family: Family, settings: Settings) {
  if (family !== 'u3') return defaults[family];
  return settings.get('speaker_labels') === true ? diarization : presets[settings.get('mode') ?? 'balanced'];
}
