import type { Word } from '../shapes.ts';
import { meanConfidence, spoken } from './units.ts';

export interface Paragraph {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly words: readonly Word[];
}

export interface Sentence extends Paragraph {
  readonly speaker: string | null;
  readonly channel?: string;
}

const sentenceEnd = /[.?!…]["'”’)\]]*$/;
const abbreviation = /^(?:mr|mrs|ms|dr|prof|st|vs|no|e\.g|i\.e|etc)\.$/i;
// Where an engine writes no punctuation, only a pause can tell.
const sentencePauseMs = 1_000;
const paragraphPauseMs = 2_000;
const mostSentences = 5;

/** Words in sentences; a sentence is one speaker's. */
export function toSentences(words: readonly Word[]): Sentence[] {
  const isPunctuated = words.some(({ text }) => sentenceEnd.test(text));
  const runs = split(words, (last, next) => {
    if (last.speaker !== next.speaker || last.channel !== next.channel) return true;
    if (!isPunctuated) return next.start - last.end > sentencePauseMs;
    return sentenceEnd.test(last.text) && !abbreviation.test(last.text);
  });
  return runs.flatMap((run) => {
    const [first] = run;
    if (first === undefined) return [];
    const { speaker, channel } = first;
    return toPiece(run).map((piece) => ({ ...piece, speaker, ...(channel === undefined ? {} : { channel }) }));
  });
}

/** Sentences in paragraphs: a few of one speaker's, without a long pause between them. */
export function toParagraphs(words: readonly Word[]): Paragraph[] {
  const runs = split(toSentences(words), (last, next, run) => {
    const isOtherVoice = last.speaker !== next.speaker || last.channel !== next.channel;
    return isOtherVoice || next.start - last.end > paragraphPauseMs || run.length === mostSentences;
  });
  return runs.flatMap((run) => toPiece(run.flatMap((sentence) => sentence.words)));
}

function toPiece(words: readonly Word[]): Paragraph[] {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ text: spoken(words), start: first.start, end: last.end, confidence: meanConfidence(words), words }];
}

function split<Item>(items: readonly Item[], isBreak: (last: Item, next: Item, run: readonly Item[]) => boolean) {
  const runs: Item[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run === undefined || last === undefined || isBreak(last, item, run)) runs.push([item]);
    else run.push(item);
  }
  return runs;
}
