import type { Word } from '../shapes.ts';
import type { Timing } from './timing.ts';

/** A turn that is being spoken. */
export interface OpenTurn {
  /** Words known so far, of which the last may not have ended yet. */
  readonly words: readonly Word[];
  /** How many of them have ended, and been told. */
  readonly told: number;
  /** Whether the pause after them has been told. */
  readonly isPaused: boolean;
  /** When the last partial turn was told, and how many words it had. */
  readonly partial: { readonly atMs: number; readonly words: number } | undefined;
}

export const noTurn: OpenTurn = Object.freeze({ words: [], told: 0, isPaused: false, partial: undefined });

/** Something that happens in a turn: a word ends, a partial turn is due, a pause is noticed, the turn ends. */
export interface Moment {
  readonly kind: 'word' | 'partial' | 'pause' | 'end';
  /** Milliseconds of the session's audio. */
  readonly atMs: number;
}

const leastSpeechMs = 80;

/** What happens next in a turn, given the words known by now; undefined while nobody has spoken. */
export function nextMoment(turn: OpenTurn, timing: Timing): Moment | undefined {
  const { words, told } = turn;
  const [first, last, next] = [words[0], words[told - 1], words[told]];
  const moments: Moment[] = next === undefined ? [] : [{ kind: 'word', atMs: next.end }];
  if (first === undefined || last === undefined) return moments[0];
  const isSilentUntil = (atMs: number): boolean => next === undefined || next.start >= atMs;
  const pauseMs = last.end + Math.min(timing.minSilenceMs, timing.maxSilenceMs);
  const isOver = seemsOver(turn, timing) && last.end - first.start >= leastSpeechMs;
  if (isSilentUntil(pauseMs) && !turn.isPaused) moments.push({ kind: isOver ? 'end' : 'pause', atMs: pauseMs });
  const endMs = last.end + timing.maxSilenceMs;
  if (isSilentUntil(endMs)) moments.push({ kind: 'end', atMs: endMs });
  if (timing.firstPartialMs !== undefined && told > (turn.partial?.words ?? 0)) {
    const dueMs = turn.partial ? turn.partial.atMs + timing.partialEveryMs : first.start + timing.firstPartialMs;
    moments.push({ kind: 'partial', atMs: Math.max(dueMs, last.end) });
  }
  moments.push({ kind: 'end', atMs: Math.max(first.start + timing.mostTurnMs, last.end) });
  return moments.reduce((one, other) => (other.atMs < one.atMs ? other : one));
}

function seemsOver(turn: OpenTurn, { confidence }: Timing): boolean {
  return confidence === undefined ? endsSentence(turn) : endConfidence(turn) > confidence;
}

/** How sure it is, from 0 to 1, that a turn is over: from the punctuation after its last word. */
export function endConfidence(turn: OpenTurn): number {
  if (endsSentence(turn)) return 0.85;
  return /[,;:…-]$/.test(turn.words[turn.told - 1]?.text ?? '') ? 0.02 : 0.15;
}

function endsSentence({ words, told }: OpenTurn): boolean {
  return /[.?!。？！]["'”’)\]]?$/.test(words[told - 1]?.text ?? '');
}
