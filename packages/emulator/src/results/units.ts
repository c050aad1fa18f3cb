import type { Utterance, Word } from '../shapes.ts';

/** The text of some words, as it would be written. */
export function spoken(words: readonly Word[]): string {
  return words.map((word) => word.text).join(' ');
}

/** The arithmetic mean, as the service's own `confidence` is. */
export function meanConfidence(words: readonly Word[]): number {
  return words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
}

/** Words in runs of one voice; null where a word has no speaker, because then nobody knows. */
export function toUtterances(words: readonly Word[]): Utterance[] | null {
  const runs: Word[][] = [];
  for (const word of words) {
    if (word.speaker === null) return null;
    const current = runs.at(-1);
    if (current?.[0]?.speaker === word.speaker) current.push(word);
    else runs.push([word]);
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined || first.speaker === null) return [];
    const { speaker, start, channel } = first;
    const utterance = { text: spoken(run), start, end: last.end, confidence: meanConfidence(run), speaker, words: run };
    return [channel === undefined ? utterance : { ...utterance, channel }];
  });
}
