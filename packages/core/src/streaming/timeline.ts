import type { AudioFormat } from './audio-format.ts';

interface Step {
  readonly sent: number;
  readonly position: number;
}

/** Where a connection's audio lies in the conversation. Audio that was dropped in between leaves a step. */
export class Timeline {
  readonly #format: AudioFormat;
  /** In bytes, of what the connection was sent and of the conversation. */
  readonly #steps: Step[] = [];
  #last: Step;

  /** Of a connection whose first byte is the conversation's at `position`. */
  constructor(format: AudioFormat, position = 0) {
    this.#format = format;
    this.#last = { sent: 0, position };
    this.#steps.push(this.#last);
  }

  /** Notes that after the byte before `from`, in the conversation, the one at `to` is sent. */
  skip(from: number, to: number): void {
    this.#last = { sent: this.#last.sent + from - this.#last.position, position: to };
    this.#steps.push(this.#last);
  }

  /** Whether the connection's times are the conversation's: over the first one, which is mostly the only one. */
  get isSame(): boolean {
    return this.#last.position === this.#last.sent;
  }

  /** The conversation's time of a time of the connection's, both in milliseconds. */
  toConversation(ms: number): number {
    const { sent, position } = this.#steps.findLast((step) => ms >= this.#format.toMs(step.sent)) ?? this.#last;
    return ms + Math.round(this.#format.toMs(position - sent));
  }
}
