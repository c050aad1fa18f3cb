import type { Word } from '../shapes.ts';
import { type Moment, type OpenTurn, nextMoment, noTurn } from './endpointing.ts';
import type { Heard } from './hearing.ts';
import type { ServerMessage, TurnMessage } from './messages.ts';
import type { Family } from './models.ts';
import type { Timing } from './timing.ts';
import { type Telling, toFormatted, toSpeechStarted, toTurnMessage } from './turn-messages.ts';

/** A turn that has ended. */
export interface EndedTurn {
  readonly words: readonly Word[];
  /** The last that was told of it. */
  readonly message: TurnMessage;
}

export interface TurnTakerOptions {
  readonly family: Family;
  readonly timing: Timing;
  /** Whether finished turns of unformatted models are sent again, formatted. */
  readonly formatTurns: boolean;
  readonly partials: boolean;
  readonly speakerLabels: boolean;
  /** The language that finished turns are said to be in; undefined where that was not asked. */
  readonly language: () => string | undefined;
}

/** Who is told of turns. */
export interface TurnListener {
  send(message: ServerMessage): void;
  /** @param heard - The words the message is about, as they were heard. */
  tell(message: TurnMessage, heard: readonly Word[]): void;
  /** Is told of every turn that ends, after its last message. */
  end(turn: EndedTurn): void;
}

/** Divides what is heard into turns, and says what is to be told of them. */
export class TurnTaker {
  options: TurnTakerOptions;
  readonly #listener: TurnListener;
  #turn: OpenTurn = noTurn;
  #guesses: readonly Word[] = [];
  #order = 0;
  #uttered = 0;
  #hasStarted = false;

  constructor(options: TurnTakerOptions, listener: TurnListener) {
    this.options = options;
    this.#listener = listener;
  }

  /** Tells everything that has happened by now. */
  advance({ words, guesses, untilMs }: Heard): void {
    this.#turn = { ...this.#turn, words: [...this.#turn.words, ...words] };
    for (;;) {
      const moment = nextMoment(this.#turn, this.options.timing);
      if (moment === undefined || moment.atMs > untilMs) break;
      this.#happen(moment);
    }
    this.#guess(guesses);
  }

  /** Ends the turn that is being spoken, where there is one. */
  force(heard: Heard): void {
    this.advance({ ...heard, guesses: [] });
    const { words } = this.#turn;
    // A word of which less than half was spoken is not known by anybody.
    const spoken = words.filter(({ start, end }) => (start + end) / 2 <= heard.untilMs);
    if (spoken.length === 0) return;
    const cut = spoken.map((word) => ({ ...word, end: Math.min(word.end, Math.round(heard.untilMs)) }));
    this.#turn = { ...this.#turn, words: [...cut, ...words.slice(spoken.length)], told: spoken.length };
    this.#happen({ kind: 'end', atMs: heard.untilMs });
  }

  /** Tells of an empty turn, where this model does so in the end. */
  close(): void {
    if (this.options.family === 'multilingual') this.#listener.tell(toTurnMessage(this.#telling('end')), []);
  }

  #happen({ kind, atMs }: Moment): void {
    const { family } = this.options;
    if (kind === 'word') {
      this.#turn = { ...this.#turn, told: this.#turn.told + 1, isPaused: false };
      if (family === 'u3-rt') this.#start();
      if (family === 'english' || family === 'multilingual') this.#show('partial');
    } else if (kind === 'end') this.#finish();
    else {
      const isNew = this.#turn.told > (this.#turn.partial?.words ?? 0);
      const isByWord = family === 'english' || family === 'multilingual';
      this.#turn = { ...this.#turn, isPaused: this.#turn.isPaused || kind === 'pause' };
      if (isNew || isByWord) this.#show(kind);
      if (isNew) this.#turn = { ...this.#turn, partial: { atMs, words: this.#turn.told } };
      if (kind === 'pause') this.#uttered = this.#turn.told;
    }
  }

  #finish(): void {
    const { words, told } = this.#turn;
    const telling = this.#telling('end');
    this.#start();
    const messages = [toTurnMessage(telling)];
    if (this.options.family === 'english' && this.options.formatTurns) messages.push(toFormatted(telling));
    for (const message of messages) this.#listener.tell(message, words.slice(0, told));
    this.#listener.end({ words: words.slice(0, told), message: messages.at(-1) ?? toTurnMessage(telling) });
    this.#turn = { ...noTurn, words: words.slice(told) };
    this.#order += 1;
    this.#uttered = 0;
    this.#hasStarted = false;
    this.#guesses = [];
  }

  #show(kind: 'partial' | 'pause'): void {
    if (!this.options.partials) return;
    this.#start();
    const { words, told } = this.#turn;
    this.#listener.tell(toTurnMessage(this.#telling(kind)), [...words.slice(0, told), ...this.#guesses]);
  }

  // What an engine makes of speech that goes on; told again only when it has changed.
  #guess(guesses: readonly Word[]): void {
    const hasChanged = textOf(guesses) !== textOf(this.#guesses);
    this.#guesses = guesses;
    if (hasChanged && guesses.length > 0) this.#show('partial');
  }

  #start(): void {
    const { family } = this.options;
    if (this.#hasStarted || (family !== 'u3' && family !== 'u3-rt')) return;
    this.#hasStarted = true;
    const { words } = this.#turn;
    this.#listener.send(toSpeechStarted(words.length > 0 ? this.#turn : { ...this.#turn, words: this.#guesses }));
  }

  #telling(kind: Telling['kind']): Telling {
    const guesses = kind === 'end' ? [] : this.#guesses;
    const { family, speakerLabels, language } = this.options;
    const told = { family, speakerLabels, language: language() };
    return { ...told, order: this.#order, turn: this.#turn, guesses, kind, uttered: this.#uttered };
  }
}

function textOf(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}
