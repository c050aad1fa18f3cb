import assert from 'node:assert/strict';
import type { Case } from '../case.ts';
import { observe } from '../observe.ts';
import { greeting } from '../recorded.ts';
import { connections, english, heard, inTime, listen, speech, spoken } from '../streaming.ts';

const second = { ...greeting.frames.at(-1), turn_order: 1 };
const tailMs = 3_217;

export const streamEndCases: readonly Case[] = [
  {
    id: 'stream.no-lost-turn',
    promise: 'turns that come after the end of the audio are told before the stream ends',
    needs: ['stream'],
    kills: 'hangs-up-with-the-audio',
    given: { emulator: { script: { 'GET /v3/ws': [{ stream: { frames: [...greeting.frames, second] } }] } } },
    async check(subject, { place, emulator }) {
      const params = { ...english, format_turns: true };
      const finals = await listen(subject, place, { audio: speech(100), params });
      assert.deepEqual(
        finals.map(({ text }) => text),
        [greeting.text, greeting.text],
      );
      const [only] = connections(emulator);
      assert.deepEqual(only?.received.at(-1), { type: 'Terminate' });
    },
  },
  {
    id: 'stream.close-settles',
    promise: 'a stream ends although the service never says that it has',
    needs: ['stream', 'clock'],
    kills: 'waits-for-ever',
    given: {
      clock: 'jumping',
      emulator: { script: { 'GET /v3/ws': [{ stream: { withholdTermination: true } }] } },
    },
    async check(subject, { place }) {
      assert.deepEqual(heard(await inTime(listen(subject, place, {}))), spoken(3_200));
    },
  },
  {
    id: 'stream.audio-tail',
    promise: 'audio in chunks of any size arrives in messages the service takes, to the last sample',
    needs: ['stream'],
    kills: 'drops-the-tail',
    given: {},
    async check(subject, { place, emulator }) {
      assert.deepEqual(heard(await listen(subject, place, { audio: speech(tailMs, 333) })), spoken(tailMs));
      arrived(connections(emulator)[0]?.audioBytes, tailMs * 32);
    },
  },
  {
    id: 'stream.view',
    promise: 'audio that is a view of a larger buffer sends its own bytes alone',
    needs: ['stream'],
    kills: 'sends-the-whole-buffer',
    given: {},
    async check(subject, { place, emulator }) {
      await listen(subject, place, { audio: views() });
      arrived(connections(emulator)[0]?.audioBytes, 6_400);
    },
  },
  {
    id: 'stream.falsy',
    promise: '`0` and `false` are values of a stream’s parameters, and reach the wire',
    needs: ['stream'],
    kills: 'drops-falsy-values',
    given: {},
    async check(subject, { place, emulator }) {
      const params = { ...english, format_turns: false, end_of_turn_confidence_threshold: 0 };
      await listen(subject, place, { audio: speech(200), params });
      const query = new URL(emulator.journal[0]?.path ?? '', 'http://emulator').searchParams;
      assert.equal(query.get('format_turns'), 'false');
      assert.equal(query.get('end_of_turn_confidence_threshold'), '0');
    },
  },
  {
    id: 'stream.abort',
    promise: 'a stream hears the abort at once, ends with the caller’s own reason, and leaves the service',
    needs: ['stream', 'abort'],
    kills: 'deaf-while-waiting',
    given: {},
    async check(subject, { place, emulator }) {
      const stop = new AbortController();
      const reason = new Error('the caller has enough');
      const call = { audio: endless(() => stop.abort(reason)), signal: stop.signal };
      const seen = await inTime(observe(listen(subject, place, call)));
      assert.equal(seen.error, reason);
      assert.equal(connections(emulator).length, 1);
    },
  },
];

// The end is padded to what the service takes at least, 50 ms; some hosts cut at their own frames.
function arrived(bytes: number | undefined, sent: number): void {
  assert.ok(bytes !== undefined && bytes >= sent, `${sent - (bytes ?? 0)} bytes of audio are missing`);
  assert.ok(bytes <= sent + 3_200, `${bytes - sent} bytes too many were sent`);
}

async function* views(): AsyncGenerator<Uint8Array, void> {
  const pool = new Uint8Array(320_000);
  for (let at = 0; at < 20; at += 1) yield pool.subarray(at * 3_200, at * 3_200 + 320);
}

// A microphone that stays open.
async function* endless(onSecond: () => void): AsyncGenerator<Uint8Array, void> {
  yield* speech(1_000);
  onSecond();
  await new Promise<void>(() => undefined);
}
