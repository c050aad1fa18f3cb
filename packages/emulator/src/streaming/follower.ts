import type { Word } from '../shapes.ts';
import { type Demand, type Place, type Spectrum, findPlace, isAlike, lastDemand, mostFrames } from './place.ts';
import { bands, framesPerSecond } from './spectrum.ts';

/** A recording whose words are known. */
export interface KnownRecording {
  readonly spectrum: Spectrum;
  readonly words: readonly Word[];
  readonly languageCode: string;
}

const msPerFrame = 1000 / framesPerSecond;
// How often it is looked whether the audio still follows, and over how much of it.
const stepFrames = 5;
// How soon it is looked again where the audio may be, and how soon at last, when it is found nowhere.
const searchFrames = 10;
const mostSearchFrames = 80;
const checkFrames = 50;
// A click is forgiven.
const patienceFrames = 30;
// Of audio that no recording is known to have, how much is remembered, to be looked through once one is found.
const rememberedFrames = 10 * framesPerSecond;
// Sound in which nothing was found for so long is nothing that is known.
const giveUpFrames = 2 * framesPerSecond;
// Logarithm of the mean square of a band, above which it sounds.
const audible = -11.5;

// Where the audio breaks off, it is noticed so much later.
const doubtfulMs = 80;

const nothing: KnownRecording = { spectrum: [], words: [], languageCode: '' };

/**
 * Follows a session's audio through recordings whose words are known: finds where it is by the sound alone, from
 * whatever place it starts, and finds it again after a pause, a gap or a jump.
 */
export class Follower {
  readonly #recordings: readonly KnownRecording[];
  readonly #frames: number[] = [];
  /** Number of the first frame that is remembered, and of the next that comes. */
  #from = 0;
  #now = 0;
  /** Where the audio was found; its frame is where the session's first would be, and may be negative. */
  #place: Place | undefined;
  /** Until where it is known what was said. */
  #verified = 0;
  /** Since when there has been sound that is not found in any recording. */
  #soundSince: number | undefined;
  /** When it is looked next where the audio is, and how much later the time after. */
  #searchAt = 0;
  #patience: number = searchFrames;
  #next = 0;
  #languageCode: string | undefined;
  #told: Word | undefined;
  #words: Word[] = [];

  constructor(recordings: readonly KnownRecording[]) {
    this.#recordings = recordings;
  }

  /** Whether the audio is being followed. */
  get follows(): boolean {
    return this.#place !== undefined;
  }

  /** The language of the recording that was followed last. */
  get languageCode(): string | undefined {
    return this.#languageCode;
  }

  push(frames: readonly number[]): void {
    for (let at = 0; at < frames.length; at += bands) {
      this.#frames.push(...frames.slice(at, at + bands));
      this.#now += 1;
      if (this.#now % stepFrames === 0) this.#step();
    }
    const old = this.#now - this.#from - rememberedFrames;
    if (old < rememberedFrames) return;
    this.#frames.splice(0, old * bands);
    this.#from += old;
  }

  /** Looks a last time where the audio may be, since nothing more of it will come for now. */
  settle(): void {
    if (this.#place === undefined && this.#soundSince !== undefined) this.#find(this.#soundSince, lastDemand);
    this.#collect(0);
  }

  /** Words that are spoken for the greater part, with times of the session's audio, each told once. */
  takeWords(): Word[] {
    const words = this.#words;
    this.#words = [];
    return words;
  }

  /** Until when every word that starts is known: in milliseconds of the session's audio. */
  get untilMs(): number {
    if (this.#place === undefined) return (this.#soundSince ?? this.#now) * msPerFrame;
    return Math.min(this.#verified * msPerFrame, this.#wordAt(this.#next)?.start ?? Infinity);
  }

  #step(): void {
    if (this.#place !== undefined) this.#check(this.#place);
    if (this.#place === undefined) this.#search();
    else this.#collect();
  }

  #check(place: Place): void {
    const from = Math.max(this.#from, this.#now - checkFrames);
    const { spectrum } = this.#recordings[place.recording] ?? nothing;
    if (isAlike(this.#slice(from, this.#now), spectrum, place.frame + from)) this.#verified = this.#now;
    else if (this.#now - this.#verified > patienceFrames || isOver(spectrum, place.frame + this.#now)) {
      this.#place = undefined;
      this.#soundSince = this.#firstSound(this.#verified);
    }
  }

  #search(): void {
    this.#soundSince ??= this.#firstSound(this.#now - stepFrames);
    if (this.#soundSince === undefined || this.#now < this.#searchAt) return;
    this.#searchAt = this.#now + this.#patience;
    const isAllHeard = this.#now - this.#soundSince > mostFrames;
    if (isAllHeard) this.#patience = Math.min(mostSearchFrames, this.#patience + stepFrames);
    this.#find(this.#soundSince);
    if (this.#place === undefined && this.#now - this.#soundSince > giveUpFrames) {
      this.#soundSince = this.#firstSound(this.#now - giveUpFrames);
    }
  }

  #find(soundSince: number, demand?: Demand): void {
    const from = Math.max(soundSince, this.#now - mostFrames);
    const spectra = this.#recordings.map(({ spectrum }) => spectrum);
    const found = findPlace(this.#slice(from, this.#now), spectra, demand);
    if (found !== undefined) this.#follow({ ...found, frame: found.frame - from }, from);
  }

  #follow(place: Place, foundFrom: number): void {
    const { words, spectrum, languageCode } = this.#recordings[place.recording] ?? nothing;
    this.#languageCode = languageCode;
    let from = foundFrom;
    // Back to where it began to be this recording.
    while (from - stepFrames >= Math.max(this.#from, this.#verified)) {
      const before = from - stepFrames;
      if (!isAlike(this.#slice(before, before + checkFrames), spectrum, place.frame + before)) break;
      from = before;
    }
    this.#place = place;
    this.#patience = searchFrames;
    this.#verified = this.#now;
    this.#soundSince = undefined;
    const fromMs = (place.frame + from) * msPerFrame;
    const first = words.findIndex((word) => middleOf(word) >= fromMs);
    this.#next = first === -1 ? words.length : first;
  }

  #firstSound(from: number): number | undefined {
    for (let frame = Math.max(from, this.#from); frame < this.#now; frame += 1) {
      if (this.#slice(frame, frame + 1).some((loudness) => loudness > audible)) return frame;
    }
    return undefined;
  }

  // Words that are spoken for the greater part.
  #collect(doubtMs = doubtfulMs): void {
    for (let word = this.#wordAt(this.#next); word !== undefined; word = this.#wordAt(this.#next)) {
      if (middleOf(word) + doubtMs > this.#verified * msPerFrame) return;
      this.#next += 1;
      if (this.#told !== undefined && middleOf(word) <= this.#told.end) continue;
      this.#words.push(word);
      this.#told = word;
    }
  }

  #slice(from: number, to: number): number[] {
    return this.#frames.slice((from - this.#from) * bands, (to - this.#from) * bands);
  }

  #wordAt(index: number): Word | undefined {
    if (this.#place === undefined) return undefined;
    const word = this.#recordings[this.#place.recording]?.words[index];
    if (word === undefined) return undefined;
    const offset = this.#place.frame * msPerFrame;
    return { ...word, start: Math.max(0, Math.round(word.start - offset)), end: Math.round(word.end - offset) };
  }
}

function isOver(spectrum: Spectrum, frame: number): boolean {
  return frame * bands > spectrum.length;
}

function middleOf({ start, end }: Word): number {
  return (start + end) / 2;
}
