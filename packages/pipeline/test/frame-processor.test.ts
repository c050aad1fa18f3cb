import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import {
  ErrorFrame,
  InputAudioRawFrame,
  InterruptionFrame,
  Pipeline,
  STTMuteFrame,
  STTUpdateSettingsFrame,
  StartFrame,
  TextFrame,
  TranscriptionFrame,
} from '../src/index.ts';
import { Deferred } from '../src/deferred.ts';
import { Probe, audio, start, text, until } from './world.ts';

const texts = (probe: Probe): string[] => probe.of(TextFrame).map((frame) => frame.text);
/** Keeps what handles a text busy until it is let go, or interrupted. */
function gate() {
  const opened = new Deferred<void>();
  const asked: string[] = [];
  const probe = new Probe(async (frame) => {
    if (!(frame instanceof TextFrame) && !(frame instanceof STTUpdateSettingsFrame)) return;
    asked.push(frame instanceof TextFrame ? frame.text : 'settings');
    if (asked.length === 1) await opened.promise;
  });
  const isBusy = async (): Promise<void> => {
    await until(() => asked.length > 0);
  };
  return { probe, open: () => opened.resolve(), asked, isBusy };
}

it('system frames go first, each kind in its order', async () => {
  const { probe, open, isBusy } = gate();
  const sink = new Probe();
  const { task, over } = start([probe, sink]);
  await task.queueFrame(text('one'));
  await isBusy();
  await task.queueFrames([
    text('two'),
    new STTMuteFrame({ mute: true }),
    text('three'),
    new STTMuteFrame({ mute: false }),
  ]);
  await until(() => sink.of(STTMuteFrame).length >= 2);
  expect(texts(sink)).toEqual([]);
  open();
  await task.stopWhenDone();
  await over;
  expect(sink.of(STTMuteFrame).map(({ mute }) => mute)).toEqual([true, false]);
  expect(texts(sink)).toEqual(['one', 'two', 'three']);
  expect(sink.names().at(0)).toBe('StartFrame');
  expect(sink.names().at(-1)).toBe('EndFrame');
});

it('an EndFrame never overtakes the audio before it', async () => {
  const slow = new Probe(async (frame) => {
    if (frame instanceof InputAudioRawFrame) await setImmediate();
  });
  const sink = new Probe();
  const { task, over } = start([slow, sink]);
  await task.queueFrames(Array.from({ length: 50 }, audio));
  await task.stopWhenDone();
  await over;
  expect(sink.names().slice(1)).toEqual([...Array<string>(50).fill('InputAudioRawFrame'), 'EndFrame']);
});

it('an interruption stops what is handled, drops what waits, and keeps what must be kept', async () => {
  const { probe, open, asked, isBusy } = gate();
  const sink = new Probe();
  const { task, errors, over } = start([probe, sink]);
  await task.queueFrame(text('stopped'));
  await isBusy();
  const settings = new STTUpdateSettingsFrame({ settings: {} });
  await task.queueFrames([text('dropped'), settings, new TranscriptionFrame({ text: 'heard' })]);
  await task.queueFrame(new InterruptionFrame());
  await task.queueFrame(text('after'));
  await task.stopWhenDone();
  expect(await over).toMatchObject({ status: 'ended' });
  // The handler that was left behind wakes now: what it pushes belongs to what was interrupted.
  open();
  await setImmediate();
  expect(asked).toEqual(['stopped', 'settings', 'heard', 'after']);
  expect(texts(sink)).toEqual(['heard', 'after']);
  expect(errors).toEqual([]);
});

it('an interrupted handler hears the signal, and can push no more', async () => {
  const heard: unknown[] = [];
  const probe = new Probe(async (frame, self, signal) => {
    if (!(frame instanceof TextFrame)) return;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await self.pushFrame(text('too late')).catch((error: Error) => heard.push(error.message));
  });
  const sink = new Probe();
  const { task, over } = start([probe, sink]);
  await task.queueFrame(text('any'));
  await until(() => probe.of(TextFrame).length > 0);
  await task.queueFrame(new InterruptionFrame());
  await task.stopWhenDone();
  await over;
  expect(heard).toEqual(['Interrupted.']);
  expect(texts(sink)).toEqual([]);
});

it('what the user said goes on, though what handled it was interrupted', async () => {
  const holding = new Probe(async (frame, _, signal) => {
    if (!(frame instanceof TranscriptionFrame)) return;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
  const sink = new Probe();
  const { task, over } = start([holding, sink]);
  await task.queueFrame(new TranscriptionFrame({ text: 'heard' }));
  await until(() => holding.of(TextFrame).length > 0);
  await task.queueFrame(new InterruptionFrame());
  await task.stopWhenDone();
  await over;
  expect(texts(sink)).toEqual(['heard']);
});

it('an interruption of who pushed a frame does not stop who handles it', async () => {
  const opened = new Deferred<void>();
  const pushing = new Probe(async (frame, self, signal) => {
    if (!(frame instanceof TextFrame)) return;
    await self.pushFrame(new STTMuteFrame({ mute: true }));
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
  const holding = new Probe(async (frame, self) => {
    if (!(frame instanceof STTMuteFrame)) return;
    await opened.promise;
    await self.pushFrame(text('muted'));
  });
  const sink = new Probe();
  const { task, over } = start([pushing, holding, sink]);
  // Only who is idle handles a frame right away.
  await until(() => sink.of(StartFrame).length > 0);
  await setImmediate();
  await task.queueFrame(text('any'));
  await until(() => holding.of(STTMuteFrame).length > 0);
  await task.queueFrame(new InterruptionFrame());
  await until(() => pushing.of(InterruptionFrame).length > 0);
  opened.resolve();
  await task.stopWhenDone();
  await over;
  expect(texts(sink)).toEqual(['muted']);
});

it('an interruption does not stop what is uninterruptible', async () => {
  const opened = new Deferred<void>();
  const signals: AbortSignal[] = [];
  const holding = new Probe(async (frame, _, signal) => {
    if (!(frame instanceof STTUpdateSettingsFrame)) return;
    signals.push(signal);
    await opened.promise;
  });
  const sink = new Probe();
  const { task, over } = start([holding, sink]);
  await task.queueFrame(new STTUpdateSettingsFrame({ settings: {} }));
  await until(() => signals.length > 0);
  await task.queueFrame(new InterruptionFrame());
  await until(() => sink.of(InterruptionFrame).length > 0);
  expect(signals[0]?.aborted).toBe(false);
  opened.resolve();
  await task.stopWhenDone();
  await over;
  expect(sink.names().slice(-2)).toEqual(['STTUpdateSettingsFrame', 'EndFrame']);
});

it('what a processor throws goes upstream as an ErrorFrame, and the pipeline goes on', async () => {
  const before = new Probe();
  const broken = new Probe((frame) => {
    if (frame instanceof TextFrame && frame.text === 'bad') throw new TypeError('no such thing');
    if (frame instanceof STTMuteFrame) throw new TypeError('nor this');
  });
  const sink = new Probe();
  const { task, errors, over } = start([before, broken, sink]);
  await task.queueFrames([text('bad'), new STTMuteFrame({ mute: true }), text('good')]);
  await task.stopWhenDone();
  expect(await over).toEqual({ status: 'ended', error: undefined });
  expect(errors.toSorted()).toEqual([`${broken.name}: no such thing`, `${broken.name}: nor this`]);
  expect(before.of(ErrorFrame)).toHaveLength(2);
  expect(texts(sink)).toEqual(['good']);
});

it('a pipeline in a pipeline stands for its processors, and a processor is in one place', () => {
  const [one, two, three] = [new Probe(), new Probe(), new Probe()];
  expect(new Pipeline([one, new Pipeline([two, three])]).processors).toEqual([one, two, three]);
  expect(() => new Pipeline([one, new Pipeline([one])])).toThrow(/twice/);
});
