import type { StreamingEvent, StreamingWord, TurnFields } from '@earmark/core';
import { createTimedString, normalizeLanguage, stt } from '@livekit/agents';

export interface TurnEventsOptions {
  /** Of the end of a turn: from which confidence on its words so far are told as PREFLIGHT. */
  readonly preflightConfidence?: number | undefined;
  /** Where the service does not say. */
  readonly language: string;
  /** Seconds that the stream began after the session's clock. */
  readonly offset: () => number;
  /** When a position in the audio was spoken, in milliseconds since the epoch. */
  readonly spokenAtMs: (positionMs: number) => number;
  /** How much audio there was so far, in milliseconds. */
  readonly heardMs: () => number;
}

const { SpeechEventType } = stt;

/** Tells turns in LiveKit's order: START, (INTERIM | PREFLIGHT)*, FINAL, END, RECOGNITION_USAGE. */
export class TurnEvents {
  readonly #options: TurnEventsOptions;
  #requestId = '';
  #isSpeaking = false;
  #interim = '';
  #preflight = '';
  #accountedMs = 0;

  constructor(options: TurnEventsOptions) {
    this.#options = options;
  }

  of(event: StreamingEvent): stt.SpeechEvent[] {
    switch (event.type) {
      case 'session-start':
      case 'reconnect':
        this.#requestId = event.id;
        return [];
      case 'speech-start':
        return this.#start();
      case 'turn-delta':
        return this.#delta(event);
      case 'turn-end':
        return this.#end(event);
      case 'session-end':
        return [...this.#endOfSpeech(), ...this.#usage(this.#options.heardMs())];
      case 'speaker-revision':
      case 'llm-response':
      case 'heartbeat':
      case 'warning':
      case 'unknown':
      default:
        return [];
    }
  }

  #start(): stt.SpeechEvent[] {
    if (this.#isSpeaking) return [];
    this.#isSpeaking = true;
    return [this.#event(SpeechEventType.START_OF_SPEECH)];
  }

  #delta(turn: TurnFields): stt.SpeechEvent[] {
    const events: stt.SpeechEvent[] = [];
    const spoken = turn.words.map(({ text }) => text).join(' ');
    // Before its end, an unformatted turn's transcript lacks the words that are not final yet.
    const text = spoken.length > turn.transcript.length ? spoken : turn.transcript;
    if (text !== '' && text !== this.#interim) events.push(this.#heard(SpeechEventType.INTERIM_TRANSCRIPT, turn, text));
    this.#interim = text;
    if (this.#isLikelyWhole(turn) && turn.transcript !== this.#preflight) {
      this.#preflight = turn.transcript;
      events.push(this.#heard(SpeechEventType.PREFLIGHT_TRANSCRIPT, turn, turn.transcript));
    }
    return events.length === 0 ? [] : [...this.#start(), ...events];
  }

  #isLikelyWhole({ transcript, utterance = '', end_of_turn_confidence: confidence = 0 }: TurnFields): boolean {
    if (transcript === '') return false;
    return utterance !== '' || confidence >= (this.#options.preflightConfidence ?? Number.POSITIVE_INFINITY);
  }

  #end(turn: TurnFields): stt.SpeechEvent[] {
    this.#interim = '';
    this.#preflight = '';
    const last = turn.words.at(-1);
    const speechEndTime = last === undefined ? undefined : this.#options.spokenAtMs(last.end);
    const timed = (event: stt.SpeechEvent) => (speechEndTime === undefined ? event : { ...event, speechEndTime });
    if (turn.transcript === '') return this.#endOfSpeech();
    const final = timed(this.#heard(SpeechEventType.FINAL_TRANSCRIPT, turn, turn.transcript));
    return [...this.#start(), final, ...this.#endOfSpeech().map(timed), ...this.#usage(last?.end)];
  }

  #endOfSpeech(): stt.SpeechEvent[] {
    if (!this.#isSpeaking) return [];
    this.#isSpeaking = false;
    return [this.#event(SpeechEventType.END_OF_SPEECH)];
  }

  // Audio is accounted for up to the last word, and the rest at the end.
  #usage(untilMs = 0): stt.SpeechEvent[] {
    const audioDuration = (untilMs - this.#accountedMs) / 1000;
    if (audioDuration <= 0) return [];
    this.#accountedMs = untilMs;
    return [{ ...this.#event(SpeechEventType.RECOGNITION_USAGE), recognitionUsage: { audioDuration } }];
  }

  #event(type: stt.SpeechEventType): stt.SpeechEvent {
    return { type, requestId: this.#requestId };
  }

  #heard(type: stt.SpeechEventType, turn: TurnFields, text: string): stt.SpeechEvent {
    return { ...this.#event(type), alternatives: [toSpeechData(turn, text, this.#options)] };
  }
}

/** What was heard of a turn; times are seconds. */
function toSpeechData(turn: TurnFields, text: string, { language, offset }: TurnEventsOptions): stt.SpeechData {
  const { words, speaker_label: speaker = null } = turn;
  const startTimeOffset = offset();
  const seconds = (ms = 0): number => ms / 1000 + startTimeOffset;
  return {
    language: normalizeLanguage(turn.language_code ?? language),
    text,
    startTime: seconds(words[0]?.start),
    endTime: seconds(words.at(-1)?.end),
    confidence: words.reduce((sum, word) => sum + word.confidence, 0) / (words.length || 1),
    words: words.map((word) =>
      createTimedString({
        text: word.text,
        startTime: seconds(word.start),
        endTime: seconds(word.end),
        confidence: word.confidence,
        startTimeOffset,
        speakerId: named(word.speaker),
      }),
    ),
    speakerId: named(speaker),
    metadata: metadataOf(turn),
  };
}

function named(speaker: StreamingWord['speaker']): string | null {
  return speaker === undefined || speaker === 'UNKNOWN' ? null : speaker;
}

function metadataOf({ turn_order, end_of_turn_confidence, language_confidence }: TurnFields): Record<string, unknown> {
  return { turn_order, end_of_turn_confidence, language_confidence };
}
