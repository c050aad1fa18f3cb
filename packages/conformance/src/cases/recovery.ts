import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { type Emulator, samples } from '@earmark/emulator';
import { readFile } from 'node:fs/promises';
import type { Case, Subject, World } from '../case.ts';

const looked = 'GET /v2/transcript/{transcript_id}';
const created = 'POST /v2/transcript';
const uploaded = 'POST /v2/upload';

export const recoveryCases: readonly Case[] = [
  {
    id: 'recover.upload',
    promise: 'an upload that fails is sent again, whole',
    needs: ['transcribe', 'clock'],
    kills: 'gives-up-at-once',
    given: {
      clock: 'jumping',
      emulator: { script: { [uploaded]: [{ status: 500 }, { reset: true }, { status: 429 }] } },
    },
    async check(subject, world) {
      const audio = await transcribed(subject, world);
      assert.equal(countOf(world.emulator, created), 1);
      const last = world.emulator.journal.findLast((entry) => entry.route === uploaded);
      assert.deepEqual([last?.status, last?.bytes], [200, audio.byteLength]);
    },
  },
  {
    id: 'recover.submit-once',
    promise: 'a submission whose answer is lost is looked for, and never paid for twice',
    needs: ['transcribe', 'clock'],
    kills: 'submits-blindly',
    given: { clock: 'jumping', emulator: { script: { [created]: [{ afterwards: 'reset' }] } } },
    async check(subject, world) {
      await transcribed(subject, world);
      assert.equal(countOf(world.emulator, created), 1, 'the job was created again');
    },
  },
  {
    id: 'recover.poll',
    promise: 'looks at a job that fail, break off or make no sense are made again, and the words arrive',
    needs: ['transcribe', 'clock'],
    kills: 'gives-up-at-once',
    given: {
      clock: 'jumping',
      emulator: {
        script: {
          [looked]: [
            { status: 500 },
            { status: 502, body: '<html>' },
            { reset: true },
            { truncate: 40 },
            { status: 429 },
          ],
        },
      },
    },
    async check(subject, world) {
      await transcribed(subject, world);
      assert.equal(countOf(world.emulator, created), 1);
    },
  },
  {
    id: 'wait.hung-poll',
    promise: 'a look that hangs is given up and made again',
    needs: ['transcribe', 'clock'],
    kills: 'waits-for-ever',
    given: { clock: 'jumping', emulator: { script: { [looked]: [{ hang: true }] } } },
    async check(subject, world) {
      const stop = new AbortController();
      const late = wait(mostMs, 'late', { signal: stop.signal }).catch(() => undefined);
      const seen = await Promise.race([transcribed(subject, world), late]);
      stop.abort();
      assert.notEqual(seen, 'late', 'still waiting for an answer that does not come');
      assert.ok(countOf(world.emulator, looked) >= 2);
    },
  },
];

// Only who waits for ever takes this long: the clock's pauses are over at once.
const mostMs = 6000;

async function transcribed(subject: Subject, { place }: World): Promise<Uint8Array> {
  const audio = await readFile(samples.meeting.audio);
  const { text } = await subject.transcribe(place, { audio, params: {}, signal: undefined });
  assert.equal(text.replace(/\s+/g, ' '), samples.meeting.words.map((word) => word.text).join(' '));
  return audio;
}

function countOf({ journal }: Emulator, route: string): number {
  return journal.filter((entry) => entry.route === route).length;
}
