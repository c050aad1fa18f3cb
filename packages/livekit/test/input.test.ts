import { setTimeout as sleep } from 'node:timers/promises';
import { type StreamingEvent, createClient } from '@earmark/core';
import { AudioFrame } from '@livekit/rtc-node';
import { expect, it, vi } from 'vitest';
import { STT, type STTOptions } from '../src/index.ts';
import { collect, startWorld, until } from './world.ts';

const narrow = { pacing: 20, bufferMs: 400, highWaterMs: 400 };

it('a frame goes to the session as it is pushed, without a turn of the loop', async () => {
  await using room = await startRoom();
  const { stream, written } = room;
  stream.pushFrame(numbered(1));
  await until(() => written.length > 0);
  await sleep(5);
  stream.pushFrame(numbered(2));
  expect(written).toEqual([1, 2]);
});

it('none overtakes another, be it before the session, after it, or while there is no room', async () => {
  await using room = await startRoom({ streaming: narrow });
  const { stream, written, told } = room;
  const pushed: number[] = [];
  for (let left = 400; left > 0; left -= written.length > 0 ? 1 : 0) {
    pushed.push(pushed.length + 1);
    stream.pushFrame(numbered(pushed.length));
    // Now within a turn of the loop, now after one.
    await (pushed.length % 8 === 0 ? sleep(1) : Promise.resolve());
  }
  stream.endInput();
  await collect(stream);
  expect(written).toEqual(pushed);
  expect(told).not.toContain('audio_dropped');
});

it('audio that comes faster than it may go out is held back, and none is dropped', async () => {
  await using room = await startRoom({ streaming: narrow });
  const { stream, written, told } = room;
  stream.pushFrame(numbered(1));
  await until(() => written.length > 0);
  for (let number = 2; number <= 320; number += 1) stream.pushFrame(numbered(number));
  expect(written.length).toBeLessThan(320);
  stream.endInput();
  await collect(stream);
  expect(written).toHaveLength(320);
  expect(told).not.toContain('audio_dropped');
});

/** A stream, what was told of it, and the first sample of each frame that its session was given. */
async function startRoom(options: STTOptions = {}) {
  const told: unknown[] = [];
  const written: (number | undefined)[] = [];
  const onEvent = (event: StreamingEvent): void =>
    void told.push(event.type === 'warning' ? event.warning_code : event.type);
  const world = await startWorld();
  const { url: baseUrl, streamingUrl } = world.emulator;
  const client = createClient({ apiKey: 'any-key', baseUrl, streamingUrl });
  const open = client.streaming.open.bind(client.streaming);
  vi.spyOn(client.streaming, 'open').mockImplementation(async (...params) => {
    const session = await open(...params);
    const write = session.write.bind(session);
    vi.spyOn(session, 'write').mockImplementation((audio) => {
      written.push(audio instanceof Int16Array ? audio[0] : undefined);
      return write(audio);
    });
    return session;
  });
  const ear = new STT({ client, speechModel: 'universal-streaming-english', onEvent, ...options });
  const end = async (): Promise<void> => {
    await ear.close();
    await world[Symbol.asyncDispose]();
  };
  return { stream: ear.stream(), told, written, [Symbol.asyncDispose]: end };
}

function numbered(number: number): AudioFrame {
  return new AudioFrame(new Int16Array(160).fill(number), 16_000, 1, 160);
}
