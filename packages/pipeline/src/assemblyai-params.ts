import type { StreamingParams } from '@earmark/core';

/** Changed without another connection. */
const hot = new Set(
  `min_turn_silence max_turn_silence end_of_turn_confidence_threshold keyterms_prompt prompt agent_context vad_threshold
  interruption_delay continuous_partials mode language_codes session_heartbeat turn_left_pad_ms format_turns
  filter_profanity`.split(/\s+/),
);

/** Whether a model is of the family that tells turns by punctuation, and takes the agent's last words. */
export function isUniversal3({ speech_model: model }: StreamingParams): boolean {
  return model === undefined || /^(universal-3|u3)/.test(model);
}

/**
 * What a session is asked for.
 *
 * Where the voice activity detector ends turns, the service is told to be quick and not to decide itself: Universal-3
 * models to end at every short pause, and others at none.
 */
export function toSessionParams(given: StreamingParams, sampleRate: number, vadForces: boolean): StreamingParams {
  const isU3 = isUniversal3(given);
  const base = { format_turns: true, ...(isU3 ? { continuous_partials: true } : {}) };
  const wanted = { ...base, ...given, sample_rate: sampleRate };
  if (!vadForces) return wanted;
  if (!isU3) return { end_of_turn_confidence_threshold: 1, min_turn_silence: 160, ...wanted };
  const silence = given.min_turn_silence ?? 100;
  return { ...wanted, min_turn_silence: silence, max_turn_silence: silence };
}

/** What changed, and whether it takes another connection. */
export function toChanges(before: StreamingParams, after: StreamingParams) {
  const isSame = (name: string): boolean => JSON.stringify(before[name]) === JSON.stringify(after[name]);
  const names = Object.keys(after).filter((name) => !isSame(name));
  const changes: StreamingParams = Object.fromEntries(names.map((name) => [name, after[name]]));
  return { changes, needsConnection: names.some((name) => !hot.has(name)), isEmpty: names.length === 0 };
}
