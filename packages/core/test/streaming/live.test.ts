import { setImmediate } from 'node:timers/promises';
import { createManualClock } from '@earmark/conformance';
import { expect, it } from 'vitest';
import { type SocketTransport, createClient } from '../../src/index.ts';
import { key } from '../world.ts';
import { collect, turnEnds } from './world.ts';

const frame = new Uint8Array(1_600);
const unheard = (_message: object): void => undefined;

/** A session over a socket whose messages and buffer the test has in hand; each connection expires after `livesMs`. */
async function startLive(livesMs = 0) {
  const clock = createManualClock();
  const wire = {
    opened: 0,
    sent: 0,
    sizes: new Set<number>(),
    takes: Number.POSITIVE_INFINITY,
    isSlowToEnd: false,
    say: unheard,
  };
  const sockets: SocketTransport = {
    sendsHeaders: true,
    open: async (_request, listener) => {
      wire.say = (message) => listener.onMessage(JSON.stringify(message));
      wire.opened += 1;
      wire.say({ type: 'Begin', id: 'one', expires_at: livesMs && (Date.now() + livesMs) / 1000 });
      return {
        get bufferedAmount() {
          return Math.max(0, wire.sent - wire.takes);
        },
        send: (data) => {
          if (typeof data !== 'string') {
            wire.sent += data.length;
            wire.sizes.add(data.length);
          } else if (!wire.isSlowToEnd) wire.say({ type: 'Termination' });
        },
        close: () => undefined,
        cut: () => undefined,
      };
    },
  };
  const client = createClient({ apiKey: key, clock, sockets });
  const session = await client.streaming.open({ sample_rate: 16_000, speech_model: 'universal-streaming-english' });
  const speak = (ms: number): void => {
    for (let at = 0; at < ms; at += 50) {
      clock.advance(50);
      session.write(frame).catch(() => undefined);
    }
  };
  const turn = (turn_order: number, end_of_turn: boolean, end: number): void => {
    const words = [{ text: 'yes', start: end - 200, end, confidence: 1, word_is_final: end_of_turn }];
    wire.say({ type: 'Turn', turn_order, end_of_turn, turn_is_formatted: false, transcript: 'yes', words });
  };
  return { clock, wire, session, speak, turn };
}

it('the delay of an end of turn counts from its last word, though the source was silent before', async () => {
  const { clock, session, speak, turn } = await startLive();
  speak(1_000);
  turn(0, false, 500);
  expect(session.stats()).toMatchObject({ timeToFirstWordMs: 950, endOfTurnDelayMs: undefined });
  speak(400);
  clock.advance(30);
  turn(0, true, 600);
  // The byte at 600 ms went out with the frame of that moment, and it is 1,430 now.
  expect(session.stats().endOfTurnDelayMs).toBe(830);
  clock.advance(60_000);
  speak(1_000);
  turn(1, false, 2_000);
  speak(500);
  turn(1, true, 2_100);
  expect(session.stats().endOfTurnDelayMs).toBe(800);
  await session.close();
});

it('chunks of 10 ms go out as messages of 50, and nothing in between', async () => {
  const { wire, session } = await startLive();
  for (let chunk = 0; chunk < 50; chunk += 1) await session.write(new Int16Array(160));
  expect(wire.sent).toBe(16_000);
  expect([...wire.sizes]).toEqual([1_600]);
  await session.close();
});

it('a source that does not wait is held where the network takes no more, and times go on after what is dropped', async () => {
  const { clock, wire, session, speak, turn } = await startLive();
  wire.takes = 100_000;
  speak(120_000);
  expect(wire.sent).toBeGreaterThan(1_048_576);
  expect(wire.sent - wire.takes).toBeLessThan(1_048_576 + 17 * frame.length);
  const heldMs = 120_000 - wire.sent / 32;
  wire.takes = Number.POSITIVE_INFINITY;
  clock.advance(10);
  await session.write(frame);
  const { droppedMs } = session.stats();
  expect(droppedMs).toBeGreaterThan(0);
  expect(wire.sent / 32).toBe(120_050 - droppedMs);
  expect(droppedMs).toBeLessThan(heldMs);
  turn(0, true, wire.sent / 32);
  await session.close();
  expect(turnEnds(await collect(session))).toMatchObject([{ words: [{ end: 120_050 }] }]);
});

it('a connection that is about to expire is left when a turn has ended, and not before', async () => {
  const { clock, wire, session, speak, turn } = await startLive(100_000);
  speak(1_000);
  clock.advance(92_000);
  turn(0, false, 500);
  await setImmediate();
  expect(wire.opened).toBe(1);
  turn(0, true, 600);
  await setImmediate();
  expect(wire.opened).toBe(2);
  await session.close();
  expect(session.stats().reconnects).toBe(1);
});

it('a connection that is being left gets no more audio', async () => {
  const { clock, wire, session, speak, turn } = await startLive(100_000);
  wire.isSlowToEnd = true;
  speak(1_000);
  clock.advance(92_000);
  turn(0, true, 600);
  const { sent } = wire;
  speak(500);
  expect(wire.sent).toBe(sent);
  wire.say({ type: 'Termination' });
  await setImmediate();
  expect(wire.opened).toBe(2);
  expect(wire.sent).toBeGreaterThan(sent);
  session.abort();
});
