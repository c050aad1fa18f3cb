import { expect, it } from 'vitest';
import { createTurns } from '../../src/audio/turns.ts';

/** Lets everything happen that waits for nothing but promises. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('no more than so many go at once, the others in their order, and one that fails passes its turn on', async () => {
  const inTurn = createTurns(2);
  const started: string[] = [];
  const finish = new Map<string, (error?: Error) => void>();
  const go = (name: string): Promise<void> =>
    inTurn(
      () =>
        new Promise((resolve, reject) => {
          started.push(name);
          finish.set(name, (error) => (error === undefined ? resolve() : reject(error)));
        }),
    );
  const [a] = [go('a'), go('b'), go('c'), go('d')];
  await settle();
  expect(started).toEqual(['a', 'b']);
  const failed = expect(a).rejects.toThrow('broken');
  finish.get('a')?.(new Error('broken'));
  await failed;
  await settle();
  expect(started).toEqual(['a', 'b', 'c']);
  finish.get('c')?.();
  await settle();
  expect(started).toEqual(['a', 'b', 'c', 'd']);
});
