import { expect, it } from 'vitest';
import { createTurns } from '../../src/audio/turns.ts';

it('a turn comes when the one before is passed on, in the order they were asked for', async () => {
  const takeTurn = createTurns();
  const had: string[] = [];
  const first = await takeTurn();
  const others = ['second', 'third'].map(async (name) => {
    const pass = await takeTurn();
    had.push(name);
    return pass;
  });
  await Promise.resolve();
  expect(had).toEqual([]);
  first();
  const second = await others[0];
  expect(had).toEqual(['second']);
  second?.();
  await others[1];
  expect(had).toEqual(['second', 'third']);
});
