import { createManualClock } from '@earmark/conformance';
import { expect, it } from 'vitest';
import {
  type BaseObserver,
  CancelTaskFrame,
  EndTaskFrame,
  type Frame,
  InterruptionFrame,
  InterruptionTaskFrame,
  PipelineRunner,
  PipelineTask,
  Pipeline,
  StartFrame,
  TextFrame,
  streamFrames,
  toTransformStream,
} from '../src/index.ts';
import { Probe, start } from './world.ts';

const texts = ['one', 'two', 'three'].map((text) => () => new TextFrame({ text }));
const never = new Promise<void>(() => undefined);
const isText = (frame: Frame): frame is TextFrame => frame instanceof TextFrame;

it('the StartFrame comes first, and says the sample rates', async () => {
  const sink = new Probe();
  const { task, over } = start([sink], { params: { audioInSampleRate: 8_000 } });
  await task.stopWhenDone();
  await over;
  expect(sink.of(StartFrame)).toMatchObject([{ audioInSampleRate: 8_000, audioOutSampleRate: 24_000 }]);
  expect(task.hasFinished()).toBe(true);
  await expect(task.run()).rejects.toThrow('runs once');
});

const asking = (ask: () => Frame): Probe =>
  new Probe(async (frame, self) => {
    if (isText(frame) && frame.text === 'three') await self.pushFrame(ask(), 'upstream');
  });

it('a processor ends, cancels or interrupts the pipeline by asking upstream', async () => {
  const sink = new Probe();
  const ended = start([asking(() => new EndTaskFrame()), sink]);
  await ended.task.queueFrames(texts.map((make) => make()));
  expect(await ended.over).toMatchObject({ status: 'ended' });
  expect(sink.of(TextFrame)).toHaveLength(3);

  const cancelled = start([asking(() => new CancelTaskFrame())]);
  await cancelled.task.queueFrame(new TextFrame({ text: 'three' }));
  expect(await cancelled.over).toMatchObject({ status: 'cancelled' });

  const last = new Probe();
  const interrupted = start([asking(() => new InterruptionTaskFrame()), last]);
  await interrupted.task.queueFrame(new TextFrame({ text: 'three' }));
  await interrupted.task.stopWhenDone();
  await interrupted.over;
  expect(last.of(InterruptionFrame)).toHaveLength(1);
});

it('a fatal error cancels the pipeline, and is what it returns', async () => {
  const failing = new Probe(async (frame, self) => {
    if (isText(frame)) await self.pushError('it is over', { fatal: true });
  });
  const { task, errors, over } = start([failing]);
  await task.queueFrame(new TextFrame({ text: 'any' }));
  const { status, error } = await over;
  expect([status, error?.error, error?.processor]).toEqual(['cancelled', 'it is over', failing.name]);
  expect(errors).toEqual(['it is over']);
});

it('a pipeline that does not let go is left when its time is up', async () => {
  const clock = createManualClock();
  const stuck = new Probe((frame) => (frame instanceof InterruptionFrame ? never : undefined));
  const { task, over } = start([stuck], { clock, cancelTimeoutMs: 700 });
  await task.queueFrame(new InterruptionFrame());
  const cancelled = task.cancel();
  clock.advance(700);
  await cancelled;
  expect(await over).toMatchObject({ status: 'cancelled' });
});

it('a handler that waits for ever does not keep a cancelled pipeline', async () => {
  const abort = new AbortController();
  const { task, over } = start([new Probe((frame) => (isText(frame) ? never : undefined))], { signal: abort.signal });
  await task.queueFrame(new TextFrame({ text: 'any' }));
  abort.abort();
  expect(await over).toMatchObject({ status: 'cancelled' });
});

it('an observer sees every frame, and one that fails is told no more', async () => {
  const seen: string[] = [];
  let failures = 0;
  const good: BaseObserver = {
    onPushFrame: ({ frame, destination }) => seen.push(`${frame.constructor.name}>${destination.name}`),
  };
  const bad: BaseObserver = {
    onProcessFrame: () => {
      failures += 1;
      throw new Error('an observer’s own fault');
    },
  };
  const sink = new Probe();
  const { task, errors, over } = start([sink], { observers: [bad, good] });
  await task.stopWhenDone();
  await over;
  expect(failures).toBe(1);
  expect(errors).toEqual(['An observer failed: an observer’s own fault']);
  expect(seen).toEqual(expect.arrayContaining([`StartFrame>${sink.name}`, `EndFrame>${sink.name}`]));
});

it('a runner runs tasks, and cancels them', async () => {
  const runner = new PipelineRunner({ handleSigint: true });
  const before = process.listenerCount('SIGINT');
  const running = runner.run(new PipelineTask(new Pipeline([new Probe()])));
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  await runner.cancel();
  expect(await running).toMatchObject({ status: 'cancelled' });
  expect(process.listenerCount('SIGINT')).toBe(before);
});

it('frames stream through processors: an iterable in, an iterable out', async () => {
  const heard: string[] = [];
  const many = Array.from({ length: 200 }, (_, at) => new TextFrame({ text: String(at) }));
  for await (const frame of streamFrames([new Probe()], many)) if (isText(frame)) heard.push(frame.text);
  expect(heard).toEqual(many.map(({ text }) => text));
});

it('a reader that leaves cancels, and a fatal error is thrown at the reader', async () => {
  const probe = new Probe();
  for await (const frame of streamFrames(
    [probe],
    texts.map((make) => make()),
  ))
    if (isText(frame)) break;
  expect(probe.names().at(-1)).toBe('CancelFrame');
  const failing = new Probe(async (frame, self) => {
    if (isText(frame)) await self.pushError('worse', { fatal: true, exception: new RangeError('too far') });
  });
  const stream = streamFrames(
    [failing],
    texts.map((make) => make()),
    { onError: () => undefined },
  );
  const all = async (): Promise<void> => {
    for await (const frame of stream) expect(frame).toBeDefined();
  };
  await expect(all()).rejects.toThrow('too far');
});

it('a web stream in and out', async () => {
  const { writable, readable } = toTransformStream([new Probe()]);
  const writer = writable.getWriter();
  const written = (async () => {
    for (const make of texts) await writer.write(make());
    await writer.close();
  })();
  const heard: string[] = [];
  for await (const frame of readable) if (isText(frame)) heard.push(frame.text);
  await written;
  expect(heard).toEqual(['one', 'two', 'three']);
});
