import { expect, it } from 'vitest';
import type { Job } from '../../src/jobs/job.ts';
import { createKeeper } from '../../src/jobs/keeper.ts';

const job = (): Job => ({
  id: 'a',
  project: 'b',
  created: '2026-01-05T10:11:12.000000',
  params: { audio_url: 'c' },
  status: 'processing',
  error: undefined,
  results: undefined,
  completed: undefined,
  throttled: false,
  webhookStatusCode: undefined,
  notified: false,
  deleted: undefined,
});

/** A store whose writes end when they are told to. */
function storeInSteps() {
  const saved: Job[] = [];
  const writing: { readonly finish: () => void; readonly fail: () => void }[] = [];
  const save = (one: Job): Promise<void> =>
    new Promise((resolve, reject) => {
      saved.push(one);
      writing.push({ finish: resolve, fail: () => reject(new Error('the disk is full')) });
    });
  return { store: { save, load: () => Promise.resolve([]) }, saved, writing };
}

const turn = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

it('a change is seen by nobody before it is stored', async () => {
  const { store, saved, writing } = storeInSteps();
  const one = job();
  const kept = createKeeper(store)(one, { status: 'completed' });
  await turn();
  expect([saved[0]?.status, one.status]).toEqual(['completed', 'processing']);
  writing[0]?.finish();
  await kept;
  expect(one.status).toBe('completed');
});

it('two changes at once are stored one after the other, and the second holds both', async () => {
  const { store, saved, writing } = storeInSteps();
  const [one, keep] = [job(), createKeeper(store)];
  const kept = [keep(one, { deleted: { audio_duration: 1 } }), keep(one, { webhookStatusCode: 200 })];
  await turn();
  expect(saved).toHaveLength(1);
  writing[0]?.finish();
  await turn();
  expect(saved[1]).toMatchObject({ deleted: { audio_duration: 1 }, webhookStatusCode: 200 });
  writing[1]?.finish();
  await Promise.all(kept);
});

it('a change that cannot be stored is not made, and the next one is', async () => {
  const { store, writing } = storeInSteps();
  const [one, keep] = [job(), createKeeper(store)];
  const lost = expect(keep(one, { throttled: true })).rejects.toThrow('the disk is full');
  const kept = keep(one, { notified: true });
  await turn();
  writing[0]?.fail();
  await lost;
  await turn();
  writing[1]?.finish();
  await kept;
  expect([one.throttled, one.notified]).toEqual([false, true]);
});
