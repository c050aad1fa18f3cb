import assert from 'node:assert/strict';
import type { Case } from '../case.ts';
import { observe, observeNow } from '../observe.ts';

export const abortCases: readonly Case[] = [
  {
    id: 'abort.waiting',
    promise: 'whoever waits hears the abort at once, with the caller’s own reason, and asks no more',
    needs: ['transcribe', 'abort', 'clock'],
    kills: 'deaf-while-waiting',
    given: { clock: 'manual' },
    async check(subject, { emulator, place, clock }) {
      const stop = new AbortController();
      const reason = new Error('the caller changed its mind');
      const pending = subject.transcribe(place, { audio: new Uint8Array(64), params: {}, signal: stop.signal });
      const early = await Promise.race([observe(pending), clock.somethingSleeps()]);
      assert.ok(early === undefined, 'it ended before it ever waited for the job');
      const asked = emulator.journal.length;

      stop.abort(reason);
      const seen = await observeNow(pending);
      assert.ok(seen !== undefined, 'still waiting, although no timer fired and the signal was aborted');
      assert.equal(seen.error, reason);
      assert.equal(emulator.journal.length, asked);
    },
  },
  {
    id: 'abort.upload',
    promise: 'an upload hears the abort at once, with the caller’s own reason, and no job is created',
    needs: ['transcribe', 'abort'],
    kills: 'deaf-while-waiting',
    given: { emulator: { script: { 'POST /v2/upload': [{ hang: true }] } } },
    async check(subject, { emulator, place }) {
      const stop = new AbortController();
      const reason = new Error('the caller changed its mind');
      const pending = subject.transcribe(place, { audio: new Uint8Array(64), params: {}, signal: stop.signal });
      const ended = observe(pending);
      while (emulator.journal.length === 0) {
        const early = await Promise.race([ended, turn()]);
        assert.ok(early === undefined, 'it ended before anything was uploaded');
      }

      stop.abort(reason);
      const seen = await observeNow(pending);
      assert.ok(seen !== undefined, 'still uploading, although the signal was aborted');
      assert.equal(seen.error, reason);
      assert.deepEqual(
        emulator.journal.map((entry) => entry.route),
        ['POST /v2/upload'],
      );
    },
  },
];

async function turn(): Promise<undefined> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  return undefined;
}
