import { expect, it } from 'vitest';
import { PassingQueue } from '../src/passing-queue.ts';

it('an item is passed at once where nothing is before it: in line, or with who took it and did not ask for more', async () => {
  const passed: number[] = [];
  let isOpen = false;
  const queue = new PassingQueue<number>((item) => isOpen && passed.push(item) > 0);
  queue.put(1);
  isOpen = true;
  queue.put(2);
  expect(await queue.next()).toEqual({ done: false, value: 1 });
  expect(await queue.next()).toEqual({ done: false, value: 2 });
  queue.put(3);
  expect(passed).toEqual([]);
  expect(await queue.next()).toEqual({ done: false, value: 3 });
  const next = queue.next();
  queue.put(4);
  expect(passed).toEqual([4]);
  queue.close();
  expect(await next).toEqual({ done: true, value: undefined });
});
