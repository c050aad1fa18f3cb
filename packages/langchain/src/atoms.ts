import { breathe } from '#platform';
import type { Words } from './recording.ts';
import { type Stretch, areOfOne, stretchOf } from './text-of.ts';

/** A stretch of one voice that is not cut any further where it can be helped: a sentence, or what a pause ends. */
export type Atom = Stretch;

const mostWords = 60;
const pauseMs = 1_000;
const pauseMsUnpunctuated = 400;
const wordsToJudgeBy = 1_000;
const wordsPerLook = 500;
const breathEveryMs = 5;
const sentenceEnd = /[.?!…。？！؟।]["”’»)\]]*$/u;

/**
 * Goes through words, sentence by sentence and never over a change of speaker or channel.
 *
 * Where nothing is punctuated, shorter pauses count; where nobody is named either, they are all there is to tell one turn
 * from the next. Lets the event loop breathe on the way.
 */
export async function* atomsOf(words: Words): AsyncGenerator<Atom> {
  const hasSentences = isPunctuated(words);
  const longestPauseMs = hasSentences ? pauseMs : pauseMsUnpunctuated;
  let [from, turn, at] = [0, 0, 0];
  let [last, breathedMs] = [words.at(0), performance.now()];
  for (const word of words) {
    const isPause = last !== undefined && word.start - last.end > longestPauseMs;
    const isAllThereIs = !hasSentences && (word.speaker ?? undefined) === undefined;
    const isNewTurn = !areOfOne(last, word) || (isPause && isAllThereIs);
    const isEnd = sentenceEnd.test(last?.text ?? '') || at - from >= mostWords;
    if (at > 0 && (isNewTurn || isPause || isEnd)) {
      yield stretchOf(words, { from, to: at, turn });
      from = at;
      if (isNewTurn) turn += 1;
    }
    last = word;
    at += 1;
    if (at % wordsPerLook !== 0 || performance.now() - breathedMs < breathEveryMs) continue;
    await breathe();
    breathedMs = performance.now();
  }
  if (at > from) yield stretchOf(words, { from, to: at, turn });
}

// A punctuated transcript shows it within its first words.
function isPunctuated(words: Words): boolean {
  const some = Math.min(words.length, wordsToJudgeBy);
  for (let at = 0; at < some; at++) if (sentenceEnd.test(words.at(at)?.text ?? '')) return true;
  return false;
}
