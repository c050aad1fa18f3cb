import type { AudioFormat } from './audio-format.ts';

/** Where a connection's audio lies in the conversation. Audio that was dropped in between leaves a step. */
export class Timeline {
  readonly #format: AudioFormat;
  readonly #steps: { readonly fromMs: number; readonly shiftMs: number }[] = [];
  #sentBytes = 0;
  #nextPosition = Number.NaN;

  constructor(format: AudioFormat) {
    this.#format = format;
  }

  /** Notes that audio of a position in the conversation, in bytes, was sent next. */
  note(position: number, size: number): void {
    if (position !== this.#nextPosition) {
      const shiftMs = Math.round(this.#format.toMs(position - this.#sentBytes));
      this.#steps.push({ fromMs: this.#format.toMs(this.#sentBytes), shiftMs });
    }
    this.#sentBytes += size;
    this.#nextPosition = position + size;
  }

  /** Whether the connection's times are the conversation's: over the first one, which is mostly the only one. */
  get isSame(): boolean {
    return this.#steps.every(({ shiftMs }) => shiftMs === 0);
  }

  /** The conversation's time of a time of the connection's, both in milliseconds. */
  toConversation(ms: number): number {
    const last = this.#steps.at(-1);
    if (last === undefined || ms >= last.fromMs) return ms + (last?.shiftMs ?? 0);
    const step = this.#steps.findLast(({ fromMs }) => ms >= fromMs) ?? this.#steps[0];
    return ms + (step?.shiftMs ?? 0);
  }
}
