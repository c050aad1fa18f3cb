import { EarmarkError } from '../errors.ts';

/**
 * What a session is asked for, under the API's own names; names this version does not know are sent as they are.
 *
 * @see https://www.assemblyai.com/docs/api-reference/streaming-api
 */
export interface StreamingParams {
  /** Samples per second. @default 16000 */
  readonly sample_rate?: number;
  /** @default 'pcm_s16le' */
  readonly encoding?: 'pcm_s16le' | 'pcm_mulaw' | (string & {});
  /** @default 'universal-3-6-pro' */
  readonly speech_model?: string;
  readonly mode?: 'min_latency' | 'balanced' | 'max_accuracy' | (string & {});
  readonly format_turns?: boolean;
  readonly language_detection?: boolean;
  readonly language_codes?: readonly string[];
  readonly prompt?: string;
  readonly agent_context?: string;
  readonly keyterms_prompt?: readonly string[];
  /** Milliseconds. */
  readonly min_turn_silence?: number;
  /** Milliseconds. */
  readonly max_turn_silence?: number;
  readonly end_of_turn_confidence_threshold?: number;
  readonly vad_threshold?: number;
  readonly speaker_labels?: boolean;
  readonly max_speakers?: number;
  /** Seconds, 5 to 3600. */
  readonly inactivity_timeout?: number;
  readonly session_heartbeat?: boolean;
  readonly llm_gateway?: Readonly<Record<string, unknown>>;
  readonly include_partial_turns?: boolean;
  readonly continuous_partials?: boolean;
  /** Milliseconds, 0 to 1000. */
  readonly interruption_delay?: number;
  readonly filter_profanity?: boolean;
  readonly redact_pii?: boolean;
  readonly redact_pii_policies?: readonly string[] | string;
  readonly [name: string]: unknown;
}

const defaults = Object.freeze({ sample_rate: 16_000, encoding: 'pcm_s16le' });
const defaultModel = 'universal-3-6-pro';

const aliases: Readonly<Record<string, string>> = Object.freeze({
  min_end_of_turn_silence_when_confident: 'min_turn_silence',
  noise_suppression_model: 'voice_focus',
  noise_suppression_threshold: 'voice_focus_threshold',
});

const replaced: Readonly<Record<string, string>> = Object.freeze({
  word_boost: 'keyterms_prompt',
  end_utterance_silence_threshold: 'max_turn_silence',
  disable_partial_transcripts: 'include_partial_turns',
});

const known = new Set(
  `sample_rate encoding speech_model mode format_turns language_detection language_codes language_code language prompt
  agent_context keyterms_prompt min_turn_silence max_turn_silence end_of_turn_confidence_threshold vad_threshold
  speaker_labels max_speakers speaker_labels_revision_interval_ms inactivity_timeout session_heartbeat llm_gateway
  webhook_url webhook_auth_header_name webhook_auth_header_value filter_profanity redact_pii redact_pii_policies
  redact_pii_sub include_partial_turns continuous_partials interruption_delay previous_context_n_turns turn_left_pad_ms
  voice_focus voice_focus_threshold domain customer_support_audio_capture formatted_finals
  word_finalization_max_wait_time`.split(/\s+/),
);

// https://www.assemblyai.com/docs/api-reference/streaming-api: each family has parameters of its own.
const ofUniversal3 = ['prompt', 'agent_context', 'language_codes', 'mode', 'continuous_partials', 'interruption_delay'];
const unheeded: readonly { readonly model: RegExp; readonly names: readonly string[] }[] = [
  { model: /^universal-streaming/, names: ofUniversal3 },
  { model: /^(universal-3|u3)/, names: ['format_turns', 'end_of_turn_confidence_threshold'] },
];

const fixed = ['sample_rate', 'encoding', 'speech_model'];

/** Parameters as they are sent, and what the service will not heed of them. */
export interface CheckedParams {
  readonly params: StreamingParams & { readonly sample_rate: number; readonly encoding: string };
  readonly ignored: readonly string[];
}

/**
 * Fills in the defaults, and turns old names into new ones.
 *
 * @throws EarmarkError `unsupported` for a parameter of the realtime API v2, naming its successor.
 */
export function checkedParams(params: StreamingParams): CheckedParams {
  const given = renamed(params);
  const model = given['language'] === undefined ? { speech_model: defaultModel } : {};
  const whole = { ...defaults, ...model, ...given };
  const ignored = Object.keys(given).filter((name) => !known.has(name) || isUnheeded(name, whole));
  return { params: whole, ignored };
}

function isUnheeded(name: string, { speech_model: model = '', ...params }: StreamingParams): boolean {
  // What these models do anyway may be asked for.
  if (name === 'format_turns' && params[name] === true) return false;
  return unheeded.some((one) => one.model.test(model) && one.names.includes(name));
}

/**
 * Checks what is changed in the middle of a session.
 *
 * @throws EarmarkError `invalid` for what is fixed when the session opens.
 */
export function checkedUpdate(params: StreamingParams): StreamingParams {
  const given = renamed(params);
  const stuck = fixed.find((name) => name in given);
  if (stuck === undefined) return given;
  throw new EarmarkError('invalid', `\`${stuck}\` is fixed when a session opens: open another session.`);
}

function renamed(params: StreamingParams): StreamingParams {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== null);
  for (const [name] of given) {
    if (!Object.hasOwn(replaced, name)) continue;
    throw new EarmarkError('unsupported', `\`${name}\` belonged to the realtime API v2: use \`${replaced[name]}\`.`);
  }
  return Object.fromEntries(given.map(([name, value]) => [aliases[name] ?? name, value]));
}

/** Writes parameters as a query: lists and objects as JSON, the rest as text. */
export function toQuery(params: StreamingParams): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return query;
}
