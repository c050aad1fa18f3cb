import type { ServerMessage, TurnMessage } from './messages.ts';
import { mainSpeaker } from './speakers.ts';
import type { EndedTurn } from './turn-taker.ts';

interface Revision {
  readonly turn_order: number;
  readonly speaker_label: string;
  readonly words: TurnMessage['words'];
}

/** Speakers of turns that were too short to tell at first: told in the end, and in between where that was asked for. */
export class Revisions {
  readonly #everyMs: number;
  readonly #send: (message: ServerMessage) => void;
  #due: Revision[] = [];
  #nextMs: number;

  /** @param everyMs - Milliseconds of audio between two messages; 0 for one in the end alone. */
  constructor(everyMs: number, send: (message: ServerMessage) => void) {
    this.#everyMs = everyMs;
    this.#send = send;
    this.#nextMs = everyMs === 0 ? Infinity : everyMs;
  }

  note({ message, words }: EndedTurn): void {
    const speaker = mainSpeaker(words);
    const said = message['speaker_label'];
    if (speaker === undefined || said === undefined || said === speaker) return;
    this.#due.push({ turn_order: message.turn_order, speaker_label: speaker, words: message.words });
  }

  /** Corrects what is to be corrected, where so much audio makes it time. */
  advance(audioMs: number): void {
    if (audioMs < this.#nextMs) return;
    this.#nextMs += this.#everyMs;
    this.tell();
  }

  /** Corrects what is to be corrected, each turn once. */
  tell(): void {
    const revisions = this.#due;
    this.#due = [];
    if (revisions.length > 0) this.#send({ type: 'SpeakerRevision', revisions });
  }
}
