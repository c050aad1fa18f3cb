import type { ServerMessage, TurnMessage } from './messages.ts';
import { mainSpeaker } from './speakers.ts';
import type { EndedTurn } from './turn-taker.ts';

/** Speakers of turns that were too short to tell at first. */
export class Revisions {
  readonly #late: {
    readonly turn_order: number;
    readonly speaker_label: string;
    readonly words: TurnMessage['words'];
  }[] = [];

  note({ message, words }: EndedTurn): void {
    const speaker = mainSpeaker(words);
    const said = message['speaker_label'];
    if (speaker === undefined || said === undefined || said === speaker) return;
    this.#late.push({ turn_order: message.turn_order, speaker_label: speaker, words: message.words });
  }

  /** What is to be corrected; undefined when everything was right. */
  toMessage(): ServerMessage | undefined {
    return this.#late.length === 0 ? undefined : { type: 'SpeakerRevision', revisions: this.#late };
  }
}
