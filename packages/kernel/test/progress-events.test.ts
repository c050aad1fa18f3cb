import { expect, it } from 'vitest';
import { progressEvents } from '../src/index.ts';

it('who leaves early aborts the call', async () => {
  let heard: AbortSignal | undefined;
  const events = progressEvents(({ signal, onProgress }) => {
    heard = signal;
    onProgress({ stage: 'queued', transcriptId: 'an-id' });
    return new Promise<never>(() => undefined);
  });
  expect(await events.next()).toMatchObject({ value: { stage: 'queued' } });
  await events.return(undefined as never);
  expect(heard?.aborted).toBe(true);
});

it('gives what the call gives, and throws what it throws', async () => {
  expect(await progressEvents(() => Promise.resolve(7)).next()).toEqual({ done: true, value: 7 });
  const wrong = new Error('wrong');
  await expect(progressEvents(() => Promise.reject(wrong)).next()).rejects.toBe(wrong);
});
