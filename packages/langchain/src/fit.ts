import type { Atom } from './atoms.ts';
import type { ChunkBounds } from './chunk-options.ts';
import type { Words } from './recording.ts';
import { stretchOf, textOf } from './text-of.ts';

const breathMs = 250;

/** Whether these atoms make a chunk that is not too large. */
export async function withinBounds(words: Words, atoms: readonly Atom[], bounds: ChunkBounds): Promise<boolean> {
  const first = atoms[0];
  if (first === undefined) return true;
  if (bounds.ms < Number.POSITIVE_INFINITY && lastEndMs(words, atoms) - startMs(words, first) > bounds.ms) return false;
  if (bounds.turns < Number.POSITIVE_INFINITY && new Set(atoms.map(({ turn }) => turn)).size > bounds.turns)
    return false;
  if (bounds.tokens === Number.POSITIVE_INFINITY) return true;
  return (await bounds.countTokens(textOf(atoms))) <= bounds.tokens;
}

/** Where an atom that is too large is cut: behind as many words as fit, or at a breath shortly before. */
export async function longestFit(words: Words, atom: Atom, bounds: ChunkBounds): Promise<number> {
  let [fits, fails] = [atom.from + 1, atom.to];
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2);
    if (await withinBounds(words, [stretchOf(words, { ...atom, to: middle })], bounds)) fits = middle;
    else fails = middle;
  }
  for (let at = fits; at > (atom.from + fits) / 2; at--) {
    if ((words.at(at)?.start ?? 0) - (words.at(at - 1)?.end ?? 0) > breathMs) return at;
  }
  return fits;
}

function startMs(words: Words, { from }: Atom): number {
  return words.at(from)?.start ?? 0;
}

// Where channels overlap, the last word is not always the last to end.
function lastEndMs(words: Words, atoms: readonly Atom[]): number {
  return Math.max(...atoms.map(({ to }) => words.at(to - 1)?.end ?? 0));
}
