import { type Atom, atomsOf } from './atoms.ts';
import type { ChunkBounds } from './chunk-options.ts';
import { longestFit, withinBounds } from './fit.ts';
import type { Words } from './recording.ts';
import { stretchOf, textOf } from './text-of.ts';

/** The words of a chunk, and its text: as spoken, and where several speak, a line for each turn. */
export interface Chunk {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Packs words into chunks within bounds: whole turns as long as they fit, a turn's sentences where it does not, and never
 * a part of a word.
 *
 * A single word may exceed the bounds; nothing else does. Holds one chunk at a time.
 */
export async function* toChunks(words: Words, bounds: ChunkBounds): AsyncGenerator<Chunk> {
  let pending: readonly Atom[] = [];
  let repeated = 0;
  for await (const atom of piecesOf(words, bounds)) {
    while (pending.length > 0 && !(await withinBounds(words, [...pending, atom], bounds))) {
      if (pending.length === repeated) {
        // Only what the last chunk said already: make room.
        pending = pending.filter(({ turn }) => turn !== pending[0]?.turn);
        repeated = pending.length;
        continue;
      }
      const end = endOf(pending, atom, repeated);
      const said = pending.slice(0, end);
      yield chunkOf(said);
      const again = lastTurns(said, bounds.overlapTurns);
      pending = [...again, ...pending.slice(end)];
      repeated = again.length;
    }
    pending = [...pending, atom];
  }
  if (pending.length > repeated) yield chunkOf(pending);
}

/** Where a chunk that is full ends: at the last change of speakers, or where it is full when one speaks alone. */
function endOf(pending: readonly Atom[], next: Atom, repeated: number): number {
  const all = [...pending, next];
  for (let at = pending.length; at > repeated; at--) if (all[at]?.turn !== all[at - 1]?.turn) return at;
  return pending.length;
}

/** The last turns, never all of them: the next chunk begins later than this one. */
function lastTurns(said: readonly Atom[], most: number): readonly Atom[] {
  const turns = [...new Set(said.map(({ turn }) => turn))];
  const again = new Set(most === 0 ? [] : turns.slice(1).slice(-most));
  return said.filter(({ turn }) => again.has(turn));
}

function chunkOf(atoms: readonly Atom[]): Chunk {
  const [from, to] = [atoms[0]?.from ?? 0, atoms.at(-1)?.to ?? 0];
  return { from, to, text: textOf(atoms) };
}

async function* piecesOf(words: Words, bounds: ChunkBounds): AsyncGenerator<Atom> {
  for await (const atom of atomsOf(words)) {
    let rest = atom;
    while (!(await withinBounds(words, [rest], bounds)) && rest.to - rest.from > 1) {
      const to = await longestFit(words, rest, bounds);
      yield stretchOf(words, { ...rest, to });
      rest = stretchOf(words, { ...rest, from: to });
    }
    yield rest;
  }
}
