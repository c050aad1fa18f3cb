import type { CompletedTranscript, Utterance, Word } from '@earmark/core';

/** A stretch of speech as the AI SDK has it; times are seconds. */
export interface Segment {
  text: string;
  startSecond: number;
  endSecond: number;
}

const longestPauseMs = 1_000;
const sentenceEnd = /[.?!…。？！؟।]["”’»)\]]*$/u;

/** Cuts a transcript: by turns where it has them, else by sentences and pauses. */
export function toSegments({ utterances, words }: CompletedTranscript): Segment[] {
  if (utterances && utterances.length > 0) return utterances.map(toSegment);
  const segments: Segment[] = [];
  let [said, last]: [string[], Word | undefined] = [[], undefined];
  for (const word of words ?? []) {
    const current = segments.at(-1);
    const isNew = last === undefined || sentenceEnd.test(last.text) || word.start - last.end > longestPauseMs;
    if (isNew || current === undefined) {
      said = [word.text];
      segments.push(toSegment(word));
    } else {
      said.push(word.text);
      current.text = said.join(' ');
      current.endSecond = word.end / 1000;
    }
    last = word;
  }
  return segments;
}

/** A word or a turn, in seconds. */
export function toSegment({ text, start, end }: Pick<Word | Utterance, 'text' | 'start' | 'end'>): Segment {
  return { text, startSecond: start / 1000, endSecond: end / 1000 };
}
