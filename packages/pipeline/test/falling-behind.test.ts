import { setImmediate } from 'node:timers/promises';
import { createManualClock } from '@earmark/conformance';
import { expect, it } from 'vitest';
import { AssemblyAISTTService, CancelFrame, EndFrame, InputAudioRawFrame, STTMuteFrame } from '../src/index.ts';
import type { Frame, FrameDirection } from '../src/index.ts';
import { Deferred } from '../src/deferred.ts';
import { FrameQueue } from '../src/frame-queue.ts';
import { Probe, audio, meeting, start, startWorld, text, toFrames, until } from './world.ts';

it('a processor that falls behind says so once, until it has caught up', async () => {
  const opened = new Deferred<void>();
  const slow = new Probe(async (frame) => {
    if (frame instanceof InputAudioRawFrame) await opened.promise;
  });
  const { task, errors, over } = start([slow]);
  for (let count = 0; count < 4_200; count += 1) void task.queueFrame(audio());
  await until(() => slow.of(InputAudioRawFrame).length > 0);
  for (let count = 0; count < 4_200; count += 1) void task.queueFrame(audio());
  opened.resolve();
  await task.stopWhenDone();
  await over;
  expect(errors).toEqual([expect.stringMatching(/falls behind: its oldest frames are dropped, InputAudioRawFrame/)]);
});

it('a producer waits for room, and never for what goes before or upstream', async () => {
  const opened = new Deferred<void>();
  const slow = new Probe(async (frame) => {
    if (frame instanceof InputAudioRawFrame) await opened.promise;
  });
  const { task, over } = start([slow]);
  await until(() => slow.names().length > 0);
  await setImmediate();
  for (let count = 0; count < 40; count += 1) void slow.queueFrame(audio());
  const waits: string[] = [];
  void slow.queueFrame(audio()).then(() => waits.push('audio'));
  void slow.queueFrame(new STTMuteFrame({ mute: true })).then(() => waits.push('urgent'));
  void slow.queueFrame(text('any'), 'upstream').then(() => waits.push('upstream'));
  await setImmediate();
  expect(waits).toEqual(['urgent', 'upstream']);
  opened.resolve();
  await until(() => waits.length > 2);
  await task.stopWhenDone();
  await over;
});

it('a producer that waits is held back, and one that does not loses audio before anything else', async () => {
  const queue = new FrameQueue();
  for (let count = 0; count < 31; count += 1) queue.put({ frame: audio(), direction: 'downstream' });
  await queue.room();
  queue.put({ frame: text('first'), direction: 'downstream' });
  let hasRoom = false;
  const room = queue.room().then(() => (hasRoom = true));
  await setImmediate();
  expect(hasRoom).toBe(false);
  queue.takeSystem();
  await room;
  const dropped = Array.from({ length: 4_066 }, () => queue.put({ frame: audio(), direction: 'downstream' }));
  expect(dropped.filter((item) => item !== undefined)).toHaveLength(1);
  expect(dropped.at(-1)?.frame).toBeInstanceOf(InputAudioRawFrame);
  expect(queue.size).toBe(4_096);
  queue.put({ frame: new CancelFrame(), direction: 'downstream' });
  queue.put({ frame: new EndFrame(), direction: 'downstream' });
  expect(queue.size).toBe(4_096);
});

it('what is urgent does not wait behind audio that has no room', async () => {
  class Full extends Probe {
    override queueFrame(frame: Frame, direction?: FrameDirection): Promise<void> {
      const room = super.queueFrame(frame, direction);
      return frame instanceof InputAudioRawFrame ? new Promise(() => undefined) : room;
    }
  }
  const { task, over } = start([new Full()], { clock: createManualClock() });
  await task.queueFrame(text('any'));
  void task.queueFrame(audio());
  void task.cancel();
  expect(await over).toMatchObject({ status: 'cancelled' });
});

it('who brings audio waits while the session has no room for it', async () => {
  await using world = await startWorld();
  const { client, clock } = world;
  const heard: string[] = [];
  const streaming = { pacing: 1, highWaterMs: 100 };
  const stt = new AssemblyAISTTService({ client, clock, streaming, onEvent: ({ type }) => void heard.push(type) });
  const { task, over } = start([stt]);
  await until(() => heard.includes('session-start'));
  let taken = 0;
  const frames = [...toFrames(await meeting(0, 2_000))];
  const all = frames.map(async (frame) => {
    await task.queueFrame(frame);
    taken += 1;
  });
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  expect(taken).toBeLessThan(frames.length / 2);
  await Promise.all(all);
  await task.stopWhenDone();
  await over;
});
