import { describe, expect, it } from 'vitest';
import { everythingIn, observe, observeNow } from '../src/index.ts';

describe('observe', () => {
  it('sees a value, or an error, and never neither', async () => {
    expect(await observe(Promise.resolve(1))).toEqual({ value: 1, error: undefined });
    expect(await observe(Promise.reject('no'))).toEqual({ value: undefined, error: 'no' });
    const { error } = await observe(Promise.reject(undefined));
    expect(error).toBeInstanceOf(Error);
  });
});

describe('observeNow', () => {
  it('sees what needs no time, over many turns of the loop, and not what never comes', async () => {
    const soon = (async () => {
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return 'soon';
    })();
    expect(await observeNow(soon)).toMatchObject({ value: 'soon' });
    expect(await observeNow(new Promise(() => undefined))).toBeUndefined();
  });
});

describe('everythingIn', () => {
  it('finds what hides in messages, causes, and properties that are not enumerable', () => {
    const cause = Object.defineProperty(new Error('inner'), 'config', {
      value: { headers: { authorization: 'hidden-key' } },
      enumerable: false,
    });
    const found = everythingIn(new Error('outer', { cause }));
    for (const word of ['outer', 'inner', 'hidden-key']) expect(found).toContain(word);
  });

  it('ends where an error holds itself', () => {
    const error: Error & { self?: Error } = new Error('round');
    error.self = error;
    expect(everythingIn(error)).toContain('round');
  });
});
