import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { type Frame, type FrameDirection, FrameProcessor, InputAudioRawFrame, TextFrame } from '../src/index.ts';
import { Deferred } from '../src/deferred.ts';
import { Probe, audio, start, text, until } from './world.ts';

/** Handles frames without a promise. */
class Sync extends FrameProcessor {
  readonly #handle: (frame: Frame, self: Sync) => void;

  constructor(handle: (frame: Frame, self: Sync) => void) {
    super();
    this.#handle = handle;
  }

  override processFrame(frame: Frame, direction: FrameDirection): Promise<void> {
    this.#handle(frame, this);
    return this.pushFrame(frame, direction);
  }
}

it('what comes back while audio is handled is handled after it', async () => {
  const reached: string[] = [];
  const echo = new Sync((frame, self) => {
    if (frame instanceof InputAudioRawFrame) void self.pushFrame(text('heard'), 'upstream');
  });
  const onFrameReachedUpstream = (frame: Frame): void => void reached.push(frame.constructor.name);
  const { task, over } = start([new Sync(() => undefined), echo], { onFrameReachedUpstream });
  await task.queueFrame(audio());
  expect(reached).toEqual(['TextFrame']);
  await task.stopWhenDone();
  await over;
});

it('audio goes on, though who pushed it has been interrupted since', async () => {
  const opened = new Deferred<void>();
  const speaker = new Probe(async (frame, self) => {
    if (!(frame instanceof TextFrame)) return;
    await self.pushFrame(audio());
    await new Promise<void>(() => undefined);
  });
  const slow = new Probe(async (frame) => {
    if (frame instanceof InputAudioRawFrame) await opened.promise;
  });
  const sink = new Probe();
  const { task, errors, over } = start([speaker, slow, sink]);
  await until(() => sink.names().length > 0);
  await setImmediate();
  await task.queueFrame(text('any'));
  await until(() => slow.of(InputAudioRawFrame).length > 0);
  await speaker.broadcastInterruption();
  opened.resolve();
  await until(() => sink.of(InputAudioRawFrame).length > 0);
  await task.stopWhenDone();
  await over;
  expect(errors).toEqual([]);
});

it('audio waits for room too where only others wait', async () => {
  const opened = new Deferred<void>();
  const slow = new Probe(async (frame) => {
    if (frame instanceof TextFrame) await opened.promise;
  });
  const { task, over } = start([slow]);
  await until(() => slow.names().length > 0);
  for (let count = 0; count < 40; count += 1) void slow.queueFrame(text('any'));
  let isRoomy = false;
  void slow.queueFrame(audio()).then(() => (isRoomy = true));
  await setImmediate();
  expect(slow.of(InputAudioRawFrame)).toHaveLength(1);
  expect(isRoomy).toBe(false);
  opened.resolve();
  await until(() => isRoomy);
  await task.stopWhenDone();
  await over;
});

it('nobody follows the promises of a process whose processors need no telling apart', async () => {
  const run = vi.spyOn(AsyncLocalStorage.prototype, 'run');
  const ear = new Sync((frame, self) => {
    if (frame instanceof InputAudioRawFrame) void self.pushFrame(text('heard'));
  });
  const reached: string[] = [];
  const onFrameReachedDownstream = (frame: Frame): void => void reached.push(frame.constructor.name);
  const { task, over } = start([ear], { onFrameReachedDownstream });
  await task.queueFrame(audio());
  expect(reached).toEqual(['StartFrame', 'TextFrame', 'InputAudioRawFrame']);
  expect(run.mock.calls.map(([store]) => store).filter((store) => store !== undefined)).toEqual([]);
  run.mockRestore();
  await task.stopWhenDone();
  await over;
});
