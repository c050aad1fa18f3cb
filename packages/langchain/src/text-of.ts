import type { Word } from '@earmark/core';
import type { Words } from './recording.ts';

/** Words one after the other, within one speaker's turn. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Differs where the speaker does. */
  readonly turn: number;
}

/** Writes what was said: as spoken, and where several speak, a line for each turn that says who. */
export function textOf(words: Words, stretches: readonly Stretch[]): string {
  const lines: { readonly speaker: string | null | undefined; readonly said: string[] }[] = [];
  for (const [at, { from, to, turn }] of stretches.entries()) {
    if (turn !== stretches[at - 1]?.turn) lines.push({ speaker: words.at(from)?.speaker, said: [] });
    for (let word = from; word < to; word++) lines.at(-1)?.said.push(words.at(word)?.text ?? '');
  }
  const label = (speaker: string | null | undefined): string => (lines.length > 1 && speaker ? `${speaker}: ` : '');
  return lines.map(({ speaker, said }) => label(speaker) + said.join(' ')).join('\n');
}

/** Cuts words where the speaker or the channel changes. */
export function toStretches(words: Words, from = 0, to = words.length): Stretch[] {
  const stretches: Stretch[] = [];
  let last: Word | undefined;
  for (let at = from; at < to; at++) {
    const word = words.at(at);
    const [before, isSame] = [stretches.at(-1), areOfOne(last, word)];
    if (before !== undefined && isSame) stretches[stretches.length - 1] = { ...before, to: at + 1 };
    else stretches.push({ from: at, to: at + 1, turn: stretches.length });
    last = word;
  }
  return stretches;
}

/** Whether two words are of one speaker, on one channel. */
export function areOfOne(one: Word | undefined, other: Word | undefined): boolean {
  return (one?.speaker ?? null) === (other?.speaker ?? null) && (one?.channel ?? null) === (other?.channel ?? null);
}
