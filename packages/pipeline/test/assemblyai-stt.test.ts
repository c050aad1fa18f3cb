import { greeting } from '@earmark/conformance';
import type { StreamingEvent, StreamingParams } from '@earmark/core';
import { expect, it } from 'vitest';
import {
  type AssemblyAISTTOptions,
  AssemblyAISTTService,
  EndFrame,
  type Frame,
  InputAudioRawFrame,
  InterimTranscriptionFrame,
  MetricsFrame,
  STTMetadataFrame,
  TranscriptionFrame,
  VADUserStartedSpeakingFrame,
  VADUserStoppedSpeakingFrame,
} from '../src/index.ts';
import { type Plan, Probe, meeting, start, startWorld, toFrames, until } from './world.ts';

const three = [
  'Good morning, Daniel.',
  "Let's start with the dates.",
  'Good morning, Julia. The beta will launch on Tuesday,',
];
const byService = { vadForceTurnEndpoint: false };
const drop: Plan = { stream: { atByte: 3_000 * 32, drop: true } };

// Where the voice pauses, and what has been heard by then: a detector hears in real time, and so lets the service hear.
const voices = [
  [0, 1_650, /morning/],
  [1_650, 3_400, /start/],
  [3_400, 6_700, /beta/],
] as const;

/** The meeting's start as a detector would cut it. */
async function* withDetector(hasHeard: (words: RegExp) => boolean): AsyncGenerator<Frame> {
  for (const [fromMs, toMs, words] of voices) {
    yield new VADUserStartedSpeakingFrame();
    yield* toFrames(await meeting(fromMs, toMs));
    await until(() => hasHeard(words));
    yield new VADUserStoppedSpeakingFrame({ stopSecs: 0.2 });
  }
}

const finals = (sink: Probe): unknown[] =>
  sink
    .of(TranscriptionFrame)
    .filter(({ finalized }) => finalized)
    .map(({ text }) => text);

type Frames = AsyncIterable<Frame> | Iterable<Frame>;

async function converse(
  source: Frames | ((hasHeard: (words: RegExp) => boolean) => Frames),
  plans: readonly Plan[],
  options: AssemblyAISTTOptions,
) {
  await using world = await startWorld(plans);
  const { client, clock } = world;
  const heard: string[] = [];
  const onEvent = (event: StreamingEvent): void => void heard.push(JSON.stringify(event));
  const stt = new AssemblyAISTTService({ client, clock, onEvent, ...options });
  const sink = new Probe();
  const { task, errors, over } = start([stt, sink], { params: { enableMetrics: true } });
  const hasHeard = (words: RegExp): boolean => heard.some((event) => words.test(event));
  await task.queueFrames(typeof source === 'function' ? source(hasHeard) : source);
  await task.stopWhenDone();
  return { sink, errors, result: await over, journal: world.emulator.journal };
}

for (const [how, plans] of [
  ['', []],
  [', over a lost connection', [drop]],
] as const) {
  it(`the service ends turns: a start, one finalized text and a stop for each of three${how}`, async () => {
    const { sink, errors, result, journal } = await converse(toFrames(await meeting(0, 6_700)), plans, byService);
    expect(result).toEqual({ status: 'ended', error: undefined });
    expect(errors).toEqual([]);
    expect(finals(sink)).toEqual(three);
    const turn = ['UserStartedSpeakingFrame', 'InterruptionFrame', 'UserStoppedSpeakingFrame'];
    const told = sink.names().filter((name) => turn.includes(name));
    expect(told).toEqual([...turn, ...turn, ...turn]);
    expect(sink.of(InterimTranscriptionFrame).length).toBeGreaterThan(2);
    expect(sink.seen.at(-1)).toBeInstanceOf(EndFrame);
    expect(journal.filter(({ stream }) => stream !== undefined)).toHaveLength(plans.length + 1);
  });

  it(`the detector ends turns: one finalized text for each of three${how}`, async () => {
    const { sink, errors, result } = await converse(withDetector, plans, {});
    expect(result).toEqual({ status: 'ended', error: undefined });
    expect(errors).toEqual([]);
    // The service ended a turn of its own within the last voice: that text is not the last.
    expect(sink.of(TranscriptionFrame).map(({ text, finalized }) => [text, finalized])).toEqual([
      ['Good morning, Daniel.', true],
      ["Let's start with the dates.", true],
      ['Good morning, Julia.', false],
      ['The beta will launch on Tuesday,', true],
    ]);
    const names = sink.names();
    expect(names).not.toContain('UserStartedSpeakingFrame');
    expect(names).not.toContain('InterruptionFrame');
    expect(sink.seen.at(-1)).toBeInstanceOf(EndFrame);
  });
}

const query = async (connectionParams: StreamingParams, vadForceTurnEndpoint: boolean) => {
  await using world = await startWorld();
  const stt = new AssemblyAISTTService({ client: world.client, connectionParams, vadForceTurnEndpoint });
  const { task, over } = start([stt]);
  await task.stopWhenDone();
  await over;
  const asked = new URL(world.emulator.journal[0]?.path ?? '', 'ws://any').searchParams;
  return ['min_turn_silence', 'max_turn_silence', 'end_of_turn_confidence_threshold'].map((name) => asked.get(name));
};

it('asks for what each way of ending turns needs', async () => {
  const english = { speech_model: 'universal-streaming-english' };
  expect(await query({ max_turn_silence: 900 }, true)).toEqual(['100', '100', null]);
  expect(await query({ min_turn_silence: 200 }, true)).toEqual(['200', '200', null]);
  expect(await query(english, true)).toEqual(['160', null, '1']);
  expect(await query({ max_turn_silence: 900 }, false)).toEqual([null, '900', null]);
});

it('a recorded conversation of the service gives one finalized text', async () => {
  for (const vadForceTurnEndpoint of [true, false]) {
    const { sink, result } = await converse(
      toFrames(new Uint8Array(32_000)),
      [{ stream: { frames: greeting.frames } }],
      {
        vadForceTurnEndpoint,
      },
    );
    expect(result.status).toBe('ended');
    expect(sink.of(TranscriptionFrame).map(({ text, finalized }) => [text, finalized])).toEqual([
      [greeting.text, true],
    ]);
    expect(sink.of(InterimTranscriptionFrame).at(-1)?.text).toBe('hi my name is sonny');
  }
});

it('a refused key is one connection, one fatal error upstream, and the end', async () => {
  await using world = await startWorld([{ status: 401 }]);
  const stt = new AssemblyAISTTService({ client: world.client });
  const { errors, over } = start([stt, new Probe()]);
  const { status, error } = await over;
  expect(status).toBe('cancelled');
  expect(error).toMatchObject({ fatal: true, processor: stt.name, exception: { code: 'auth' } });
  expect(errors).toHaveLength(1);
  expect(world.emulator.journal).toHaveLength(1);
});

async function* longAgo(): AsyncGenerator<Frame> {
  yield new VADUserStartedSpeakingFrame();
  yield* toFrames(await meeting(0, 1_650));
  // Decided five seconds ago, a second after the voice ended.
  yield new VADUserStoppedSpeakingFrame({ stopSecs: 1, timestamp: Date.now() / 1000 - 5 });
}

it('the time to the first byte counts from the end of speech to the finalized text', async () => {
  const { sink } = await converse(longAgo(), [], {});
  const [metrics, ...more] = sink.of(MetricsFrame);
  expect(more).toEqual([]);
  expect(metrics?.data[0]?.value).toBeGreaterThan(6);
  expect(metrics?.data[0]).toMatchObject({ kind: 'ttfb', processor: expect.stringContaining('AssemblyAISTTService') });
  expect(sink.of(STTMetadataFrame)).toMatchObject([{ ttfsP99Latency: 0.42 }]);
  expect(sink.of(InputAudioRawFrame).length).toBeGreaterThan(10);
});
