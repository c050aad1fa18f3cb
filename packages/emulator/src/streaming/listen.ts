import type { Recognition, SpeechEngine } from '../engines/engine.ts';
import type { Word } from '../shapes.ts';
import { type KnownRecording, Follower } from './follower.ts';
import type { Heard, Hearing } from './hearing.ts';
import { type Spectrograph, createSpectrograph } from './spectrum.ts';
import { type Utterance, Utterances } from './utterances.ts';

export interface ListenOptions {
  readonly known: readonly KnownRecording[];
  /** Asked about every utterance that is in no known recording. */
  readonly engines: readonly SpeechEngine[];
  readonly sampleRate: number;
  /** Called when an engine has heard something, which takes time. */
  readonly onHeard: () => void;
  readonly onFail: (error: unknown) => void;
}

// An utterance that goes on is listened to again after so much more of it.
const guessEveryMs = 1_000;

/**
 * Hears the words of recordings that are known, wherever in them the audio starts, at once; and of anything else what
 * the engines make of it, utterance by utterance.
 */
export class Listener implements Hearing {
  readonly #options: ListenOptions;
  readonly #spectrograph: Spectrograph;
  readonly #follower: Follower;
  readonly #utterances: Utterances;
  readonly #ended = new AbortController();
  #words: Word[] = [];
  #guesses: readonly Word[] = [];
  #guessedMs = 0;
  #toldMs = 0;
  /** Starts of the utterances that engines are listening to. */
  readonly #asked: number[] = [];
  #asking: Promise<void> = Promise.resolve();
  #isFollowed = false;
  #languageCode: string | undefined;

  constructor(options: ListenOptions) {
    this.#options = options;
    this.#spectrograph = createSpectrograph(options.sampleRate);
    this.#follower = new Follower(options.known);
    this.#utterances = new Utterances(options.sampleRate);
  }

  push(samples: Float32Array): void {
    const frames = this.#spectrograph.push(samples);
    this.#follower.push(frames);
    this.#isFollowed ||= this.#follower.follows;
    if (this.#options.engines.length === 0) return;
    const ended = this.#utterances.push(samples, frames);
    if (ended !== undefined) this.#end(ended);
    else this.#guess();
  }

  take(): Heard {
    const known = this.#follower.takeWords().filter(({ start, end }) => (start + end) / 2 > this.#toldMs);
    const words = [...this.#words, ...known];
    this.#words = [];
    this.#toldMs = words.at(-1)?.end ?? this.#toldMs;
    return { words, guesses: this.#isFollowed ? [] : this.#guesses, untilMs: this.#untilMs() };
  }

  async settle(): Promise<void> {
    this.#follower.settle();
    this.#isFollowed ||= this.#follower.follows;
    const ended = this.#utterances.end();
    if (ended !== undefined) this.#end(ended);
    await this.#asking;
  }

  get language(): string | undefined {
    return (this.#follower.languageCode ?? this.#languageCode)?.split('_')[0];
  }

  close(): void {
    this.#ended.abort();
  }

  #untilMs(): number {
    if (this.#options.engines.length === 0 || this.#follower.follows) return this.#follower.untilMs;
    return this.#asked[0] ?? this.#utterances.openMs ?? this.#utterances.nowMs;
  }

  #end(utterance: Utterance): void {
    const isFollowed = this.#isFollowed;
    this.#isFollowed = this.#follower.follows;
    this.#guesses = [];
    this.#guessedMs = 0;
    if (isFollowed) return;
    this.#asked.push(utterance.startMs);
    this.#ask(utterance, (words) => {
      this.#words.push(...words);
      this.#asked.shift();
    });
  }

  #guess(): void {
    const { openMs, nowMs } = this.#utterances;
    if (openMs === undefined || this.#isFollowed || this.#asked.length > 0) return;
    if (nowMs - Math.max(openMs, this.#guessedMs) < guessEveryMs) return;
    const utterance = this.#utterances.peek();
    if (utterance === undefined) return;
    // Until it is answered, nothing more is asked.
    this.#guessedMs = Infinity;
    this.#ask(utterance, (words) => {
      if (this.#utterances.openMs !== openMs) return;
      this.#guesses = words;
      this.#guessedMs = nowMs;
    });
  }

  #ask({ startMs, samples }: Utterance, take: (words: Word[]) => void): void {
    const { engines, sampleRate, onHeard, onFail } = this.#options;
    const { signal } = this.#ended;
    const ask = async (): Promise<void> => {
      const { words, languageCode } = await recognise(engines, { sampleRate, channels: [samples] }, signal);
      this.#languageCode = languageCode;
      take(words.map((word) => shift(word, startMs)));
      onHeard();
    };
    this.#asking = this.#asking.then(ask).catch((error: unknown) => {
      if (!signal.aborted) onFail(error);
    });
  }
}

function shift(word: Word, byMs: number): Word {
  return { ...word, start: Math.round(word.start + byMs), end: Math.round(word.end + byMs) };
}

async function recognise(
  engines: readonly SpeechEngine[],
  sound: { readonly sampleRate: number; readonly channels: readonly Float32Array[] },
  signal: AbortSignal,
): Promise<Recognition> {
  for (const engine of engines) {
    signal.throwIfAborted();
    const recognition = await engine.recognise(sound, signal);
    if (recognition !== undefined) return recognition;
  }
  return { words: [], languageCode: 'en_us' };
}
