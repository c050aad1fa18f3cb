import type { ScriptedStream } from '@earmark/emulator';
import assert from 'node:assert/strict';
import type { Case } from '../case.ts';
import { greeting } from '../recorded.ts';
import { connections, english, heard, inTime, listen, speech, spoken } from '../streaming.ts';

const going = (...plans: readonly ScriptedStream[]) => ({
  emulator: { script: { 'GET /v3/ws': plans.map((stream) => ({ stream })) } },
});
const formatting = { ...english, format_turns: true };
const recorded = () => ({ audio: speech(100), params: formatting });
const surprises = ['{"type":', { type: 'Surprise' }, { type: 'Turn', turn_order: 0 }];

export const streamCases: readonly Case[] = [
  {
    id: 'stream.one-final',
    promise: 'a turn and its formatted copy are one final, formatted, with the times of its words',
    needs: ['stream'],
    kills: 'tells-finals-twice',
    given: going({ frames: greeting.frames }),
    async check(subject, { place }) {
      const finals = await listen(subject, place, recorded());
      assert.deepEqual(
        finals.map(({ text }) => text),
        [greeting.text],
      );
      if (finals[0]?.words !== undefined) assert.deepEqual(finals[0].words, greeting.words);
    },
  },
  {
    id: 'stream.unknown-message',
    promise: 'a message that is malformed, unknown or incomplete costs no turn',
    needs: ['stream'],
    kills: 'chokes-on-surprises',
    given: going({ frames: [...surprises, ...greeting.frames] }),
    async check(subject, { place, emulator }) {
      assert.deepEqual(
        (await listen(subject, place, recorded())).map(({ text }) => text),
        [greeting.text],
      );
      assert.equal(connections(emulator).length, 1);
    },
  },
  {
    id: 'stream.drop',
    promise: 'when connections are lost, every word comes once and in order',
    needs: ['stream'],
    kills: 'never-reconnects',
    given: going({ drop: true, atByte: 50_000 }, { close: 1011, atByte: 90_001 }, { close: 3005, atByte: 40_000 }),
    async check(subject, { place, emulator }) {
      const finals = await listen(subject, place, { audio: speech(8_300) });
      assert.deepEqual(heard(finals), spoken(8_300));
      assert.equal(connections(emulator).length, 4);
    },
  },
  {
    id: 'stream.drop-times',
    promise: 'times go on where a connection is lost, and do not start anew',
    needs: ['stream'],
    kills: 'starts-times-anew',
    given: going({ drop: true, atByte: 200_000 }),
    async check(subject, { place, emulator }) {
      const finals = await listen(subject, place, { audio: speech(8_300) });
      const starts = finals.flatMap(({ words = [] }) => words.map(({ startMs }) => startMs));
      assert.deepEqual(
        starts,
        starts.toSorted((a, b) => a - b),
      );
      assert.ok(starts.length === 0 || (starts.at(-1) ?? 0) > 6_000, 'the last words have the times of other ones');
      assert.deepEqual(heard(finals), spoken(8_300));
      assert.equal(connections(emulator).length, 2);
    },
  },
  {
    id: 'stream.expiry',
    promise: 'a session that expires is followed by another, and no word is lost',
    needs: ['stream'],
    kills: 'never-reconnects',
    given: going({
      fail: { error_code: 3008, error: 'Session Expired: Maximum session duration exceeded' },
      atByte: 9e4,
    }),
    async check(subject, { place }) {
      assert.deepEqual(heard(await listen(subject, place, { audio: speech(8_300) })), spoken(8_300));
    },
  },
  {
    id: 'stream.dead-peer',
    promise: 'a peer that is dead is left within 25 seconds, and nothing is lost',
    needs: ['stream', 'clock'],
    kills: 'waits-for-ever',
    given: { ...going({ halfOpen: true, atByte: 32_000 }), clock: 'jumping' },
    async check(subject, { place, emulator }) {
      const finals = await inTime(listen(subject, place, {}));
      assert.deepEqual(heard(finals), spoken(3_200));
      assert.equal(connections(emulator).length, 2);
      assert.ok((place.clock?.now() ?? 0) <= 25_000, 'it took longer than 25 seconds');
    },
  },
  {
    id: 'stream.begin-at-once',
    promise: 'a Begin that comes with the handshake is not lost',
    needs: ['stream'],
    kills: 'listens-late',
    given: { ...going({ beginAtOnce: true }), clock: 'jumping' },
    async check(subject, { place, emulator }) {
      assert.deepEqual(heard(await inTime(listen(subject, place, {}))), spoken(3_200));
      assert.equal(connections(emulator).length, 1);
    },
  },
];
