import { toParts } from '../results/phrases.ts';
import type { Word } from '../shapes.ts';
import { type OpenTurn, endConfidence } from './endpointing.ts';
import { mainSpeaker } from './speakers.ts';
import type { ServerMessage, TurnMessage, TurnWord } from './messages.ts';
import type { Family } from './models.ts';

/** What a moment of a turn is told as. */
export interface Telling {
  readonly family: Family;
  readonly order: number;
  readonly turn: OpenTurn;
  /** What may still change after the words that were told. */
  readonly guesses: readonly Word[];
  readonly kind: 'partial' | 'pause' | 'end';
  /** Words of the turn whose utterance is complete already. */
  readonly uttered: number;
  readonly speakerLabels: boolean;
  readonly language: string | undefined;
}

/** The message of a moment; of `universal-streaming-english` without punctuation and capitals. */
export function toTurnMessage(telling: Telling): TurnMessage {
  const isWhole = telling.family === 'u3' || telling.family === 'u3-rt';
  const message = isWhole ? toWholeTurn(telling) : toWordByWord(telling);
  return telling.kind === 'end' ? { ...message, ...whatIsKnownLast(telling) } : message;
}

// The service gives one figure; nothing here computes it.
const languageConfidence = 0.99;
// Speakers of turns that are shorter are told later.
const shortMs = 1_000;

// Who spoke, and in which language, is told of finished turns alone.
function whatIsKnownLast({ family, turn, speakerLabels, language }: Telling) {
  const words = turn.words.slice(0, turn.told);
  const speaker = speakerLabels ? mainSpeaker(words) : undefined;
  const isShort = (words.at(-1)?.end ?? 0) - (words[0]?.start ?? 0) < shortMs;
  const unknown = family === 'u3' ? 'PENDING' : 'UNKNOWN';
  return {
    ...(language === undefined ? {} : { language_code: language, language_confidence: languageConfidence }),
    ...(speaker === undefined ? {} : { speaker_label: isShort ? unknown : speaker }),
  };
}

/** A finished turn again, written as people write. */
export function toFormatted(telling: Telling): TurnMessage {
  const words = told(telling);
  return {
    ...toTurnMessage(telling),
    turn_is_formatted: true,
    transcript: join(words),
    words: toWords(words, () => true, telling.speakerLabels),
  };
}

export function toSpeechStarted({ words }: OpenTurn): ServerMessage {
  return { type: 'SpeechStarted', timestamp: words[0]?.start ?? 0, confidence: words[0]?.confidence ?? 0 };
}

function toWordByWord({ family, order, turn, guesses, kind, uttered, speakerLabels }: Telling): TurnMessage {
  const isFormatted = family === 'multilingual';
  const shown = [...turn.words.slice(0, turn.told), ...guesses].map((word) => (isFormatted ? word : toPlain(word)));
  const isFinal = (at: number): boolean => at < turn.told - 1 || (at < turn.told && kind !== 'partial');
  const final = shown.filter((_, at) => isFinal(at));
  return {
    type: 'Turn',
    turn_order: order,
    turn_is_formatted: isFormatted,
    end_of_turn: kind === 'end',
    transcript: join(isFormatted ? shown : final),
    utterance: kind === 'partial' ? '' : join(final.slice(uttered)),
    end_of_turn_confidence: endConfidence(turn),
    words: toWords(shown, isFinal, speakerLabels && kind === 'end'),
  };
}

// Every partial turn takes the place of the one before, and nothing in it is final.
function toWholeTurn({ family, order, turn, guesses, kind, speakerLabels }: Telling): TurnMessage {
  const isEnd = kind === 'end';
  const shown = [...turn.words.slice(0, turn.told), ...guesses];
  return {
    type: 'Turn',
    turn_order: order,
    turn_is_formatted: isEnd || family === 'u3',
    end_of_turn: isEnd,
    transcript: join(shown),
    utterance: isEnd ? join(shown) : '',
    end_of_turn_confidence: isEnd ? 1 : 0,
    words: toWords(shown, () => isEnd, speakerLabels && isEnd),
  };
}

function told({ turn }: Telling): Word[] {
  return turn.words.slice(0, turn.told);
}

function toPlain(word: Word): Word {
  const { core } = toParts(word.text);
  return { ...word, text: (core === '' ? word.text : core).toLowerCase() };
}

function toWords(words: readonly Word[], isFinal: (at: number) => boolean, withSpeakers: boolean): TurnWord[] {
  return words.map(({ text, start, end, confidence, speaker }, at) => ({
    text,
    start,
    end,
    confidence,
    word_is_final: isFinal(at),
    ...(withSpeakers && speaker !== null ? { speaker } : {}),
  }));
}

function join(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}
