import type { Json } from '../shapes.ts';
import { defaultModel, familyOf } from './models.ts';
import type { Settings } from './settings.ts';
import { toTiming } from './timing.ts';
import type { TurnTakerOptions } from './turn-taker.ts';

/** How turns are told, as the settings want it. */
export function toTurnOptions(settings: Settings, languageOf: () => string | undefined): TurnTakerOptions {
  return {
    family: familyOf(settings.get('speech_model') ?? defaultModel),
    timing: toTiming(settings),
    formatTurns: settings.get('format_turns') ?? false,
    partials: settings.get('include_partial_turns') ?? settings.get('redact_pii') !== true,
    speakerLabels: settings.get('speaker_labels') ?? false,
    language: () => (settings.get('language_detection') === true ? languageOf() : undefined),
  };
}

/** What `Begin` says of the settings. */
export function toConfiguration(settings: Settings): Json {
  const model = settings.get('speech_model') ?? defaultModel;
  return {
    model,
    mode: familyOf(model) === 'u3' ? (settings.get('mode') ?? 'balanced') : null,
    api_version: '2025-05-12',
    speaker_labels: settings.get('speaker_labels') ?? false,
    redact_pii: settings.get('redact_pii') ?? false,
    filter_profanity: settings.get('filter_profanity') ?? false,
    domain: settings.get('domain') ?? null,
    voice_focus: settings.get('voice_focus') ?? null,
  };
}
