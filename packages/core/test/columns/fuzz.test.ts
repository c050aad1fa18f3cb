import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readTranscriptColumns, toTranscript } from '../../src/columns/index.ts';
import { EarmarkError } from '../../src/index.ts';
import { type Dice, diceFrom, inPieces, oneOf, randomBody, randomJson } from './bodies.ts';

const encoder = new TextEncoder();

type Outcome = { readonly value: unknown } | 'refused';

/** What `JSON.parse` says; a body that is no object is none to us. */
function parsed(bytes: Uint8Array): Outcome {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { value } : 'refused';
  } catch {
    return 'refused';
  }
}

async function read(dice: Dice, bytes: Uint8Array): Promise<Outcome> {
  try {
    return { value: toTranscript(await readTranscriptColumns(inPieces(dice, bytes))) };
  } catch (error) {
    if (EarmarkError.is(error, 'protocol')) return 'refused';
    throw error;
  }
}

async function firstDifference(seeds: number, make: (dice: Dice) => Uint8Array): Promise<string | undefined> {
  for (let seed = 1; seed <= seeds; seed++) {
    const dice = diceFrom(seed);
    const bytes = make(dice);
    const [ours, theirs] = [await read(dice, bytes), parsed(bytes)];
    if (isDeepStrictEqual(ours, theirs)) continue;
    return `seed ${seed}: ${new TextDecoder().decode(bytes)}\n${JSON.stringify(ours)}\n${JSON.stringify(theirs)}`;
  }
  return undefined;
}

function mutated(dice: Dice): Uint8Array {
  const bytes = encoder.encode(randomBody(dice));
  if (dice(3) === 0) return bytes.slice(0, dice(bytes.length));
  for (let times = dice(3); times >= 0; times--) {
    const likely = encoder.encode('{}[]:,"\\0123eE+-. \ntfnux');
    bytes[dice(bytes.length)] = dice(4) === 0 ? dice(256) : oneOf(dice, [...likely]);
  }
  return bytes;
}

describe('columns of a body, made plain again', () => {
  it('are what JSON.parse gives, whatever the shape and wherever the pieces break', async () => {
    expect(await firstDifference(2000, (dice) => encoder.encode(randomBody(dice)))).toBeUndefined();
  });

  it('are what JSON.parse gives of any object', async () => {
    expect(await firstDifference(2000, (dice) => encoder.encode(randomJson(dice, 4)))).toBeUndefined();
  });

  it('are refused exactly where JSON.parse refuses: cut, changed, no UTF-8', async () => {
    expect(await firstDifference(2000, mutated)).toBeUndefined();
  });
});
