import { describe, expect, it } from 'vitest';
import { createJumpingClock, createManualClock, observeNow } from '../src/index.ts';

describe('a manual clock', () => {
  it('stands still until it is moved', async () => {
    const clock = createManualClock();
    const sleeping = clock.sleep(1);
    expect(clock.now()).toBe(0);
    expect(await observeNow(sleeping)).toBeUndefined();
    clock.advance(0.5);
    expect(clock.now()).toBe(0.5);
    expect(await observeNow(sleeping)).toBeUndefined();
    clock.advance(0.5);
    expect(await observeNow(sleeping)).toEqual({ value: undefined, error: undefined });
  });

  it('wakes what is due, in due order, and nothing else', async () => {
    const clock = createManualClock();
    const woken: number[] = [];
    for (const ms of [300, 100, 200, 100, 301]) void clock.sleep(ms).then(() => woken.push(ms));
    clock.advance(300);
    await observeNow(Promise.resolve());
    expect(woken).toEqual([100, 100, 200, 300]);
    clock.advance(1);
    await observeNow(Promise.resolve());
    expect(woken).toEqual([100, 100, 200, 300, 301]);
  });

  it('counts a sleep from the moment it begins', async () => {
    const clock = createManualClock();
    clock.advance(1000);
    const sleeping = clock.sleep(10);
    clock.advance(9);
    expect(await observeNow(sleeping)).toBeUndefined();
    clock.advance(1);
    expect(await observeNow(sleeping)).toBeDefined();
  });

  it.each([
    ['an Error', new Error('no')],
    ['a string', 'no'],
    ['null', null],
  ])('ends an aborted sleep at once, with %s as it is', async (_, reason) => {
    const clock = createManualClock();
    const stop = new AbortController();
    const sleeping = clock.sleep(10, stop.signal).catch((error: unknown) => ({ rejectedWith: error }));
    stop.abort(reason);
    expect(await observeNow(sleeping)).toMatchObject({ value: { rejectedWith: reason } });
    const late = clock.sleep(10, stop.signal).catch((error: unknown) => ({ rejectedWith: error }));
    expect(await observeNow(late)).toMatchObject({ value: { rejectedWith: reason } });
  });

  it('forgets a sleep that was aborted, and does not end one that is over', async () => {
    const clock = createManualClock();
    const [stop, late] = [new AbortController(), new AbortController()];
    const aborted = clock.sleep(10, stop.signal).catch(() => 'aborted');
    const slept = clock.sleep(5, late.signal).then(() => 'slept');
    stop.abort();
    clock.advance(10);
    late.abort();
    expect(await Promise.all([aborted, slept])).toEqual(['aborted', 'slept']);
    expect(await observeNow(clock.somethingSleeps())).toBeUndefined();
  });

  it('tells when something sleeps, before and after it is asked', async () => {
    const clock = createManualClock();
    const told = clock.somethingSleeps();
    expect(await observeNow(told)).toBeUndefined();
    void clock.sleep(10);
    expect(await observeNow(told)).toBeDefined();
    expect(await observeNow(clock.somethingSleeps())).toBeDefined();
    clock.advance(10);
    expect(await observeNow(clock.somethingSleeps())).toBeUndefined();
  });
});

describe('a jumping clock', () => {
  it('ends every pause at once, and moves time on by it', async () => {
    const clock = createJumpingClock();
    await clock.sleep(3_600_000);
    expect(clock.now()).toBe(3_600_000);
  });

  it('lets a deadline pass before a pause that is longer', async () => {
    const clock = createJumpingClock();
    const passedMs = clock.sleep(10, undefined, 'deadline').then(() => clock.now());
    await clock.sleep(60, undefined, 'pause');
    expect(await passedMs).toBe(10);
    expect(clock.now()).toBe(60);
  });

  it('lets a deadline pass where nothing else happens', async () => {
    const clock = createJumpingClock({ idleMs: 1 });
    await clock.sleep(10_000, undefined, 'deadline');
    expect(clock.now()).toBe(10_000);
  });

  // A pause with jitter has many digits, and `now + (due - now)` may fall just short of `due`.
  it('ends pauses of any length', async () => {
    for (const from of [11, 22, 29, 43, 44]) {
      const clock = createJumpingClock();
      const pauses = [from / 7, from / 3, from * 1.1, 1000 + from / 7];
      await Promise.all(pauses.map((ms) => clock.sleep(ms)));
      expect(clock.now()).toBe(Math.max(...pauses));
    }
  });
});
