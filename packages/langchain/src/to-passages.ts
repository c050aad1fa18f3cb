import type { CompletedTranscript, Word } from '@earmark/core';

/** A stretch of speech by one voice; times are whole milliseconds, `speaker` is null where nobody knows. */
export interface Passage {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly speaker: string | null;
}

const most = 60;
const pauseMs = 1_000;
const pauseMsUnpunctuated = 400;
const sentenceEnd = /[.?!]["”’)]*$/;

/**
 * Cuts a transcript where the speaker changes, and long turns at a sentence's end, a pause, or after sixty words.
 *
 * Where nothing is punctuated, pauses are all there is to tell one thought from the next, so shorter ones count.
 */
export function toPassages({ words }: CompletedTranscript): Passage[] {
  const spoken: readonly Word[] = words ?? [];
  const longestPauseMs = spoken.some((word) => sentenceEnd.test(word.text)) ? pauseMs : pauseMsUnpunctuated;
  const runs: Word[][] = [];
  for (const word of spoken) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run === undefined || last === undefined || isBreak(run, last, word, longestPauseMs)) runs.push([word]);
    else run.push(word);
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) return [];
    const text = run.map((word) => word.text).join(' ');
    return [{ text, start: first.start, end: last.end, speaker: first.speaker ?? null }];
  });
}

function isBreak(run: readonly Word[], last: Word, next: Word, longestPauseMs: number): boolean {
  if ((last.speaker ?? null) !== (next.speaker ?? null)) return true;
  if (run.length >= most || next.start - last.end > longestPauseMs) return true;
  return run.length >= most / 2 && sentenceEnd.test(last.text);
}
