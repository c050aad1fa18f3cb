import type { Heard, Hearing } from './hearing.ts';

const nothing: Heard = { words: [], guesses: [], untilMs: 0 };

/** Keeps audio for a hearing that is still being made, so that a session can begin without it. */
export class LateHearing implements Hearing {
  readonly #ready: Promise<void>;
  readonly #waiting: Float32Array[] = [];
  #hearing: Hearing | undefined;
  #isClosed = false;

  /** `onHeard` is called once the audio that waited has been heard. */
  constructor(making: Promise<Hearing>, onHeard: () => void, onFail: (error: unknown) => void) {
    this.#ready = making.then((hearing) => this.#open(hearing, onHeard)).catch(onFail);
  }

  push(samples: Float32Array): void {
    if (this.#hearing === undefined) this.#waiting.push(samples);
    else this.#hearing.push(samples);
  }

  take(): Heard {
    return this.#hearing?.take() ?? nothing;
  }

  async settle(): Promise<void> {
    await this.#ready;
    await this.#hearing?.settle();
  }

  get language(): string | undefined {
    return this.#hearing?.language;
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.#hearing?.close();
  }

  #open(hearing: Hearing, onHeard: () => void): void {
    if (this.#isClosed) return hearing.close();
    this.#hearing = hearing;
    if (this.#waiting.length === 0) return;
    for (const samples of this.#waiting.splice(0)) hearing.push(samples);
    onHeard();
  }
}
