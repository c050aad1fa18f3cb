import type { Words } from './recording.ts';
import { areOfOne } from './text-of.ts';

/** A stretch of one voice that is not cut any further where it can be helped: a sentence, or what a pause ends. */
export interface Atom {
  /** Its first word. */
  readonly from: number;
  /** Behind its last word. */
  readonly to: number;
  /** Which change of speakers it comes after. */
  readonly turn: number;
}

const mostWords = 60;
const pauseMs = 1_000;
const pauseMsUnpunctuated = 400;
const wordsPerBreath = 1_000;
const sentenceEnd = /[.?!…。？！؟।]["”’»)\]]*$/u;

/**
 * Goes through words, sentence by sentence and never over a change of speaker or channel.
 *
 * Where nothing is punctuated, pauses are all there is to tell one thought from the next, so shorter ones count. Lets the
 * event loop breathe on the way.
 */
export async function* atomsOf(words: Words): AsyncGenerator<Atom> {
  const longestPauseMs = isPunctuated(words) ? pauseMs : pauseMsUnpunctuated;
  let [from, turn, at] = [0, 0, 0];
  let last = words.at(0);
  for (const word of words) {
    const isNewTurn = !areOfOne(last, word);
    const isPause = last !== undefined && word.start - last.end > longestPauseMs;
    const isEnd = sentenceEnd.test(last?.text ?? '') || at - from >= mostWords;
    if (at > 0 && (isNewTurn || isPause || isEnd)) {
      yield { from, to: at, turn };
      from = at;
      if (isNewTurn) turn += 1;
    }
    last = word;
    at += 1;
    if (at % wordsPerBreath === 0) await breathe();
  }
  if (at > from) yield { from, to: at, turn };
}

// A punctuated transcript shows it within its first words.
function isPunctuated(words: Words): boolean {
  const some = Math.min(words.length, wordsPerBreath);
  for (let at = 0; at < some; at++) if (sentenceEnd.test(words.at(at)?.text ?? '')) return true;
  return false;
}

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
