import { toParts } from '../results/phrases.ts';
import type { Word } from '../shapes.ts';
import { type OpenTurn, endConfidence } from './endpointing.ts';
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
}

/** The message of a moment; of `universal-streaming-english` without punctuation and capitals. */
export function toTurnMessage(telling: Telling): TurnMessage {
  return telling.family === 'u3' || telling.family === 'u3-rt' ? toWholeTurn(telling) : toWordByWord(telling);
}

/** A finished turn again, written as people write. */
export function toFormatted(telling: Telling): TurnMessage {
  const words = told(telling);
  return {
    ...toTurnMessage(telling),
    turn_is_formatted: true,
    transcript: join(words),
    words: toWords(words, () => true),
  };
}

export function toSpeechStarted({ words }: OpenTurn): ServerMessage {
  return { type: 'SpeechStarted', timestamp: words[0]?.start ?? 0, confidence: words[0]?.confidence ?? 0 };
}

function toWordByWord({ family, order, turn, guesses, kind, uttered }: Telling): TurnMessage {
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
    words: toWords(shown, isFinal),
  };
}

// Every partial turn takes the place of the one before, and nothing in it is final.
function toWholeTurn({ family, order, turn, guesses, kind }: Telling): TurnMessage {
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
    words: toWords(shown, () => isEnd),
  };
}

function told({ turn }: Telling): Word[] {
  return turn.words.slice(0, turn.told);
}

function toPlain(word: Word): Word {
  const { core } = toParts(word.text);
  return { ...word, text: (core === '' ? word.text : core).toLowerCase() };
}

function toWords(words: readonly Word[], isFinal: (at: number) => boolean): TurnWord[] {
  return words.map(({ text, start, end, confidence }, at) => ({
    text,
    start,
    end,
    confidence,
    word_is_final: isFinal(at),
  }));
}

function join(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}
