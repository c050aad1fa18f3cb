import { expect } from 'vitest';
import type { SocketTransport, StreamingEvent } from '../../src/index.ts';
import { timerClock } from '../../src/edge/timer-clock.ts';
import { openWs } from '../../src/node/ws-transport.ts';
import { type Plan, collect, startStreams } from './world.ts';

// A small generator with a seed: mulberry32.
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const reasons = [{ drop: true }, { drop: true }, { close: 1011 }, { close: 3005 }, { close: 1012 }];

export interface Dropping {
  readonly seed: number;
  readonly drops: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly engine?: 'fixtures' | 'pocketsphinx';
  /** How long the service says that a session lives, so that it is left for another. @default hours */
  readonly lifeSeconds?: number | undefined;
}

/** Streams audio in odd pieces, over connections that are dropped at random points. */
export async function streamDropping(audio: Uint8Array, { seed, drops, params, engine, lifeSeconds }: Dropping) {
  const random = seeded(seed);
  const plans: Plan[] = Array.from({ length: drops }, () => ({
    atByte: Math.floor(random() * 8_000 * 32),
    ...reasons[Math.floor(random() * reasons.length)],
  }));
  // What really listens takes time of its own.
  const clock = engine === 'pocketsphinx' ? { clock: timerClock } : {};
  const sockets = lifeSeconds === undefined ? undefined : shortLived(lifeSeconds);
  await using world = await startStreams(plans, { random, engine, sockets, ...clock });
  const chunkBytes = (20 + Math.floor(random() * 200)) * 32 + 1;
  async function* pieces() {
    for (let at = 0; at < audio.length; at += chunkBytes) yield audio.subarray(at, at + chunkBytes);
  }
  // Sessions grow old only while time passes.
  const pacing = lifeSeconds === undefined ? 'off' : 'real-time';
  const patience = { closeTimeoutMs: 60_000, reconnect: { attempts: 50, withinMs: 600_000 } };
  const options = { pacing, replayPace: 1_000, ...patience } as const;
  const events = await collect(world.client.streaming.transcribe(pieces(), params, options));
  return {
    events,
    connections: world.emulator.journal.flatMap(({ stream }) => (stream === undefined ? [] : [stream])),
  };
}

type Dropped = Awaited<ReturnType<typeof streamDropping>>;

/** How many connections the service left without a word. */
export function countDrops({ connections }: Dropped): number {
  return connections.filter(({ closed }) => closed?.by === 'service' && closed.code !== 1000).length;
}

export function countRotations({ events }: Dropped): number {
  return events.filter((event) => event.type === 'reconnect' && event.code === 'rotation').length;
}

/** Expects each millisecond of audio to have been made final once, over all connections. */
export function expectWhole({ events, connections }: Dropped, totalMs: number, note: string): void {
  const bases = [0, ...events.flatMap((event: StreamingEvent) => (event.type === 'reconnect' ? [event.fromMs] : []))];
  expect(connections.length, note).toBe(bases.length);
  let atMs = 0;
  let latest = 0;
  for (const [index, { finalised }] of connections.entries()) {
    for (const { fromMs, toMs } of finalised) {
      const startMs = fromMs + (bases[index] ?? 0);
      // A session that is left for another ends its open turn: that audio is heard again, never skipped.
      const wasLeft = connections.slice(latest, index).some(({ closed }) => closed?.code === 1000);
      if (startMs < atMs && wasLeft) atMs = startMs;
      expect(startMs, note).toBe(atMs);
      atMs = toMs + (bases[index] ?? 0);
      latest = index;
    }
  }
  expect(atMs, note).toBeGreaterThanOrEqual(totalMs);
}

function shortLived(seconds: number): SocketTransport {
  const hurry = (data: string | Uint8Array): string | Uint8Array => {
    if (typeof data !== 'string' || !data.includes('"Begin"')) return data;
    const begin = JSON.parse(data) as Record<string, unknown>;
    return JSON.stringify({ ...begin, expires_at: Math.floor(Date.now() / 1000) + seconds });
  };
  return {
    sendsHeaders: true,
    open: async (request, listener) =>
      await openWs(request, {
        onMessage: (data) => listener.onMessage(hurry(data)),
        onPong: () => listener.onPong(),
        onClose: (code, reason) => listener.onClose(code, reason),
      }),
  };
}
