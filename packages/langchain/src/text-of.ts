import type { Word } from '@earmark/core';
import type { Words } from './recording.ts';

/** Words one after the other, within one speaker's turn. */
export interface Stretch {
  /** Its first word. */
  readonly from: number;
  /** Behind its last word. */
  readonly to: number;
  /** Differs where the speaker does. */
  readonly turn: number;
  readonly speaker: string | null | undefined;
  readonly text: string;
}

/** Reads what was said from the words, once: of columns, every word has to be made. */
export function stretchOf(words: Words, { from, to, turn }: Pick<Stretch, 'from' | 'to' | 'turn'>): Stretch {
  let text = words.at(from)?.text ?? '';
  for (let at = from + 1; at < to; at++) text += ` ${words.at(at)?.text ?? ''}`;
  return { from, to, turn, speaker: words.at(from)?.speaker, text };
}

/** Writes what was said: as spoken, and where several speak, a line for each turn that says who. */
export function textOf(stretches: readonly Stretch[]): string {
  if (stretches.every(({ turn }) => turn === stretches[0]?.turn)) return stretches.map(({ text }) => text).join(' ');
  const lines: { readonly speaker: string | null | undefined; readonly said: string[] }[] = [];
  for (const [at, { turn, speaker, text }] of stretches.entries()) {
    if (turn !== stretches[at - 1]?.turn) lines.push({ speaker, said: [] });
    lines.at(-1)?.said.push(text);
  }
  return lines.map(({ speaker, said }) => (speaker ? `${speaker}: ` : '') + said.join(' ')).join('\n');
}

/** Cuts words where the speaker or the channel changes. */
export function toStretches(words: Words, from = 0, to = words.length): Stretch[] {
  const stretches: Stretch[] = [];
  let [begins, last] = [from, words.at(from)];
  for (let at = from + 1; at <= to; at++) {
    const word = at < to ? words.at(at) : undefined;
    if (at < to && areOfOne(last, word)) continue;
    stretches.push(stretchOf(words, { from: begins, to: at, turn: stretches.length }));
    [begins, last] = [at, word];
  }
  return stretches;
}

/** Whether two words are of one speaker, on one channel. */
export function areOfOne(one: Word | undefined, other: Word | undefined): boolean {
  return (one?.speaker ?? null) === (other?.speaker ?? null) && (one?.channel ?? null) === (other?.channel ?? null);
}
