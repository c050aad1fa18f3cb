import { EarmarkError } from '@earmark/core/portable';

/** How large a chunk may become, at most: as many bounds as are given hold, each for every chunk. */
export interface ChunkOptions {
  /** From the chunk's first word to the end of its last. */
  readonly seconds?: number | undefined;
  /** Counted by `countTokens` over the chunk's whole text. */
  readonly tokens?: number | undefined;
  /** What one speaker says without a break; 1 cuts at every change of speakers. */
  readonly turns?: number | undefined;
  /** Turns that a chunk repeats from the end of the one before, as far as they fit. @default 0 */
  readonly overlapTurns?: number | undefined;
  /** @default four characters to a token */
  readonly countTokens?: ((text: string) => number | Promise<number>) | undefined;
}

export interface ChunkBounds {
  readonly ms: number;
  readonly tokens: number;
  readonly turns: number;
  readonly overlapTurns: number;
  readonly countTokens: (text: string) => number | Promise<number>;
}

/** What holds when no bound is given. */
const chunkDefaults = Object.freeze({ turns: 1, tokens: 80 });

/**
 * Checks bounds, and fills in what is missing.
 *
 * @throws EarmarkError `invalid` with the option's name.
 */
export function checkedChunk(options: ChunkOptions = {}): ChunkBounds {
  const { seconds, tokens, turns, overlapTurns = 0, countTokens } = options;
  const isBounded = [seconds, tokens, turns].some((bound) => bound !== undefined);
  for (const [name, bound] of Object.entries({ seconds, tokens, turns })) {
    if (bound === undefined || bound > 0) continue;
    throw new EarmarkError('invalid', `\`chunk.${name}\` must be a number above 0.`);
  }
  if (turns !== undefined && turns < 1) throw new EarmarkError('invalid', '`chunk.turns` must be 1 or more.');
  const most = isBounded ? (turns ?? Number.POSITIVE_INFINITY) : chunkDefaults.turns;
  if (!Number.isInteger(overlapTurns) || overlapTurns < 0 || (overlapTurns > 0 && overlapTurns >= most)) {
    const message = '`chunk.overlapTurns` must be a whole number, 0 or more and less than `chunk.turns`.';
    throw new EarmarkError('invalid', message);
  }
  if (countTokens !== undefined && typeof countTokens !== 'function') {
    throw new EarmarkError('invalid', '`chunk.countTokens` must be a function of a text that returns a number.');
  }
  return {
    ms: seconds === undefined ? Number.POSITIVE_INFINITY : seconds * 1000,
    tokens: isBounded ? (tokens ?? Number.POSITIVE_INFINITY) : chunkDefaults.tokens,
    turns: most,
    overlapTurns,
    countTokens: countTokens ?? ((text) => Math.ceil(text.length / 4)),
  };
}
