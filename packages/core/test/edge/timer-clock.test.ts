import { getActiveResourcesInfo } from 'node:process';
import { expect, it, onTestFinished, vi } from 'vitest';
import { timerClock } from '../../src/edge/timer-clock.ts';
import { reasonOf } from '../world.ts';

const timers = (): number => getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

it.each([
  ['an Error', new Error('no')],
  ['a string', 'no'],
  ['null', null],
])('a sleep that is aborted ends at once with %s as it is, and leaves no timer', async (_, reason) => {
  const stop = new AbortController();
  const before = timers();
  const sleeping = reasonOf(timerClock.sleep(3_600_000, stop.signal));
  expect(timers()).toBe(before + 1);
  stop.abort(reason);
  expect(await sleeping).toBe(reason);
  expect(timers()).toBe(before);
});

it('a sleep under a signal that is aborted already never begins', async () => {
  const before = timers();
  const sleeping = reasonOf(timerClock.sleep(3_600_000, AbortSignal.abort('no')));
  expect(timers()).toBe(before);
  expect(await sleeping).toBe('no');
});

it('a sleep that is over has let go of its signal', async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const counted = Object.assign(signal, {
    addEventListener: () => (listeners += 1),
    removeEventListener: () => (listeners -= 1),
  }) as unknown as AbortSignal;
  await timerClock.sleep(0, counted);
  expect(listeners).toBe(0);
});

it('a sleep longer than a timer can be is slept to its end', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const longestMs = 2 ** 31 - 1;
  let isOver = false;
  const sleeping = timerClock.sleep(longestMs * 2 + 5000).then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(longestMs * 2 + 4999);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(isOver).toBe(true);
  await sleeping;
});

it('a sleep longer than a timer can be hears an abort in its later part', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const stop = new AbortController();
  const sleeping = reasonOf(timerClock.sleep(2 ** 32, stop.signal));
  await vi.advanceTimersByTimeAsync(2 ** 31);
  stop.abort('enough');
  expect(await sleeping).toBe('enough');
  expect(vi.getTimerCount()).toBe(0);
});
