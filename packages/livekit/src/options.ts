import type { Client, Region, StreamingEvent, StreamingOptions, StreamingParams } from '@earmark/core';

/** What may be changed while a stream runs. */
export interface STTUpdate {
  /** Milliseconds of silence after which a turn may end. */
  readonly minTurnSilence?: number | undefined;
  /** Milliseconds of silence after which a turn ends in any case. */
  readonly maxTurnSilence?: number | undefined;
  /** 0 to 1; Universal-Streaming only. */
  readonly endOfTurnConfidenceThreshold?: number | undefined;
  /** Up to 100 terms of up to 50 characters. */
  readonly keytermsPrompt?: readonly string[] | undefined;
  readonly prompt?: string | undefined;
  /** What the agent said last; beyond 1,750 characters the end of it is kept. */
  readonly agentContext?: string | undefined;
  /** 0 to 1. */
  readonly vadThreshold?: number | undefined;
  readonly languageCodes?: readonly string[] | undefined;
  readonly continuousPartials?: boolean | undefined;
  /** 0 to 1,000 milliseconds. */
  readonly interruptionDelay?: number | undefined;
}

/** Options of {@link STT}; whatever is left out, the service decides. */
export interface STTOptions extends STTUpdate {
  /** @default ASSEMBLYAI_API_KEY */
  readonly apiKey?: string | undefined;
  /** Asked for a temporary token before every connection, instead of the key; each is good for one. */
  readonly token?: (() => string | Promise<string>) | undefined;
  /** @default 'us' */
  readonly region?: Region | undefined;
  /** The streaming host, `ws:` or `wss:`, without `/v3/ws`. @default the region's */
  readonly baseUrl?: string | undefined;
  /** The host that `recognize` asks, `http:` or `https:`. @default the region's */
  readonly restBaseUrl?: string | undefined;
  /** A client of one's own, instead of a key and hosts. */
  readonly client?: Pick<Client, 'streaming' | 'transcripts'> | undefined;
  /** @default 'universal-3-6-pro' */
  readonly speechModel?: string | undefined;
  /** Samples per second; frames of another rate are resampled. @default 16000 */
  readonly sampleRate?: number | undefined;
  /** On the wire; frames are coded to it. @default 'pcm_s16le' */
  readonly encoding?: 'pcm_s16le' | 'pcm_mulaw' | undefined;
  /** Audio in one message, 50 to 1,000 milliseconds. @default 50 */
  readonly bufferSizeMs?: number | undefined;
  readonly formatTurns?: boolean | undefined;
  /** The older name of `minTurnSilence`. */
  readonly minEndOfTurnSilenceWhenConfident?: number | undefined;
  readonly languageDetection?: boolean | undefined;
  readonly mode?: StreamingParams['mode'] | undefined;
  readonly previousContextNTurns?: number | undefined;
  /** Seconds, 5 to 3,600. */
  readonly inactivityTimeout?: number | undefined;
  readonly speakerLabels?: boolean | undefined;
  readonly maxSpeakers?: number | undefined;
  readonly domain?: string | undefined;
  readonly voiceFocus?: string | undefined;
  /** 0 to 1. */
  readonly voiceFocusThreshold?: number | undefined;
  readonly filterProfanity?: boolean | undefined;
  readonly redactPii?: boolean | undefined;
  readonly redactPiiPolicies?: readonly string[] | undefined;
  /** Whether what the agent says is passed on as `agentContext`; Universal-3 only. @default true */
  readonly agentContextCarryover?: boolean | undefined;
  /** An end-of-turn confidence, 0 to 1, from which on an open turn is told as PREFLIGHT. @default whole utterances only */
  readonly preflightConfidence?: number | undefined;
  /** Any other parameter of the API, under its own name. */
  readonly extraParams?: StreamingParams | undefined;
  /** How a session sends, waits and reconnects; the rest comes from LiveKit's `connOptions`. */
  readonly streaming?: Omit<StreamingOptions, 'signal' | 'token'> | undefined;
  /** Hears all that a session tells: reconnects, warnings and speaker revisions among it. */
  readonly onEvent?: ((event: StreamingEvent) => void) | undefined;
}

export const defaultModel = 'universal-3-6-pro';

const wireNames: Readonly<Record<string, string>> = Object.freeze({
  minTurnSilence: 'min_turn_silence',
  maxTurnSilence: 'max_turn_silence',
  endOfTurnConfidenceThreshold: 'end_of_turn_confidence_threshold',
  keytermsPrompt: 'keyterms_prompt',
  prompt: 'prompt',
  agentContext: 'agent_context',
  vadThreshold: 'vad_threshold',
  languageCodes: 'language_codes',
  continuousPartials: 'continuous_partials',
  interruptionDelay: 'interruption_delay',
  speechModel: 'speech_model',
  sampleRate: 'sample_rate',
  encoding: 'encoding',
  formatTurns: 'format_turns',
  languageDetection: 'language_detection',
  mode: 'mode',
  previousContextNTurns: 'previous_context_n_turns',
  inactivityTimeout: 'inactivity_timeout',
  speakerLabels: 'speaker_labels',
  maxSpeakers: 'max_speakers',
  domain: 'domain',
  voiceFocus: 'voice_focus',
  voiceFocusThreshold: 'voice_focus_threshold',
  filterProfanity: 'filter_profanity',
  redactPii: 'redact_pii',
  redactPiiPolicies: 'redact_pii_policies',
} satisfies Partial<Record<keyof STTOptions, string>>);

const longestContext = 1_750;

/** Options under the API's names. */
export function toParams(options: STTOptions): StreamingParams {
  const { agentContext, minEndOfTurnSilenceWhenConfident, extraParams } = options;
  const minTurnSilence = options.minTurnSilence ?? minEndOfTurnSilenceWhenConfident;
  const given = { ...options, minTurnSilence, agentContext: agentContext?.slice(-longestContext) };
  const params = Object.entries(given).flatMap(([name, value]) => {
    const wire = wireNames[name];
    return wire === undefined || value === undefined ? [] : [[wire, value] as const];
  });
  return { ...Object.fromEntries(params), ...extraParams };
}

/** Whether a model is of the family that takes the agent's last words. */
export function isUniversal3(model: string): boolean {
  return /^(universal-3|u3)/.test(model);
}
