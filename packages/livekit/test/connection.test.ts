import { createServer } from 'node:net';
import { APIConnectionError, APIStatusError, APITimeoutError, isAPIError, stt } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { expect, it } from 'vitest';
import { STT } from '../src/index.ts';
import { type Plan, collect, hear, meeting, startWorld, texts, toFrames, until } from './world.ts';

const { SpeechEventType } = stt;
const speechModel = 'universal-streaming-english';
const connOptions = { maxRetry: 3, retryIntervalMs: 2000, timeoutMs: 10_000 };

it('a bad key is LiveKit’s non-retryable error, after one connection', async () => {
  await using world = await startWorld([{ status: 401 }, { status: 401 }], { speechModel });
  expect(await hear(world.ear.stream({ connOptions }), await meeting(0, 500))).toEqual([]);
  expect(world.errors).toHaveLength(1);
  expect(world.errors[0]).toBeInstanceOf(APIStatusError);
  expect(world.errors[0]).toMatchObject({ statusCode: 401, retryable: false, cause: { code: 'auth' } });
  expect(world.emulator.unusedAnswers()).toHaveLength(1);
});

it('a refusal over the socket is told in the service’s words', async () => {
  const fail = { error_code: 1008, error: 'Unauthorized connection: insufficient balance' };
  await using world = await startWorld([{ stream: { fail } }], { speechModel });
  await collect(world.ear.stream({ connOptions }));
  expect(world.errors[0]).toMatchObject({ statusCode: 402, retryable: false });
  expect(world.errors[0]?.message).toContain('insufficient balance');
});

it('too many sessions at once are waited out within the host’s retries', async () => {
  const plan: Plan = { stream: { fail: { error_code: 1008, error: 'Too many concurrent sessions' } } };
  await using world = await startWorld([plan, plan], { speechModel });
  const brief = { ...connOptions, maxRetry: 2, retryIntervalMs: 1 };
  const events = await hear(world.ear.stream({ connOptions: brief }), await meeting(0, 4000));
  expect(texts(events, SpeechEventType.FINAL_TRANSCRIPT)).not.toEqual([]);
  expect(world.errors).toEqual([]);
});

it('a host that never answers fails within the host’s timeout', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const ear = new STT({ apiKey: 'any-key', baseUrl: `ws://127.0.0.1:${port}`, speechModel });
  const errors: unknown[] = [];
  ear.on('error', ({ error }) => void errors.push(error));
  await collect(ear.stream({ connOptions: { maxRetry: 0, retryIntervalMs: 1, timeoutMs: 100 } }));
  server.close();
  expect(errors).toHaveLength(1);
  expect(errors[0]).toBeInstanceOf(APITimeoutError);
  expect(isAPIError(errors[0]) && errors[0].retryable).toBe(true);
});

it('an outage beyond the host’s retries is a retryable connection error', async () => {
  await using world = await startWorld([], { speechModel });
  await world.emulator.close();
  await collect(world.ear.stream({ connOptions: { maxRetry: 1, retryIntervalMs: 1, timeoutMs: 1000 } }));
  expect(world.errors).toHaveLength(1);
  expect(world.errors[0]).toBeInstanceOf(APIConnectionError);
  expect(world.errors[0]).toMatchObject({ retryable: true });
});

it('a lost connection costs no word, tells none twice, and keeps its times', async () => {
  const audio = await meeting(0, 20_000);
  await using calm = await startWorld([], { speechModel });
  const wanted = wordsOf(await hear(calm.ear.stream(), audio));
  const drops: Plan[] = [64_000, 90_000, 30_000].map((atByte) => ({ stream: { atByte, drop: true } }));
  await using world = await startWorld(drops, { speechModel, streaming: { replayPace: 1000 } });
  const told = await hear(world.ear.stream({ connOptions }), audio);
  const heard = wordsOf(told);
  expect(heard.map(([text]) => text)).toEqual(wanted.map(([text]) => text));
  expect(Math.max(...heard.map(([, at], index) => Math.abs(at - (wanted[index]?.[1] ?? 0))))).toBeLessThan(0.02);
  expect(world.streams().length).toBeGreaterThan(3);
  expect(world.errors).toEqual([]);
});

it('what is not JSON, and what nobody knows, does not end a stream', async () => {
  const plans: Plan[] = [{ stream: { atByte: 3200, send: '{nonsense' } }];
  await using world = await startWorld(plans, { speechModel });
  const events = await hear(world.ear.stream(), await meeting(0, 8000));
  expect(texts(events, SpeechEventType.FINAL_TRANSCRIPT)).not.toEqual([]);
  expect(world.streams()).toHaveLength(1);
});

it('a Begin in one packet with the handshake is heard', async () => {
  const started: unknown[] = [];
  const plan: Plan = { stream: { beginAtOnce: true } };
  const onEvent: NonNullable<ConstructorParameters<typeof STT>[0]>['onEvent'] = (event) => {
    if (event.type === 'session-start') started.push(event.id);
  };
  await using world = await startWorld([plan], { speechModel, onEvent });
  await hear(world.ear.stream(), await meeting(0, 1000));
  expect(started).toHaveLength(1);
});

it('frames that are views send their own samples only, to the last', async () => {
  await using world = await startWorld([], { speechModel });
  await hear(world.ear.stream(), await meeting(0, 1230));
  const [stream] = world.streams();
  // The last message is padded to the 50 ms that the service wants at least.
  expect(stream?.audioBytes).toBe(1250 * 32);
});

it('every turn that comes after the last frame is told, and then the stream ends', async () => {
  await using world = await startWorld([], { speechModel, formatTurns: true });
  const events = await hear(world.ear.stream(), await meeting(0, 6000));
  expect(events.filter(({ type }) => type === SpeechEventType.END_OF_SPEECH).length).toBeGreaterThan(0);
  expect(world.streams()[0]?.closed).toMatchObject({ code: 1000 });
});

it('a service that says nothing after Terminate does not keep a stream open', async () => {
  const plan: Plan = { stream: { withholdTermination: true } };
  await using world = await startWorld([plan], { speechModel, streaming: { closeTimeoutMs: 50 } });
  const events = await hear(world.ear.stream(), await meeting(0, 6000));
  expect(texts(events, SpeechEventType.FINAL_TRANSCRIPT)).not.toEqual([]);
});

it('close says Terminate, and nothing more is told', async () => {
  await using world = await startWorld([], { speechModel });
  const stream = world.ear.stream();
  for (const frame of toFrames(await meeting(0, 1000))) stream.pushFrame(frame);
  await until(() => (world.streams()[0]?.audioBytes ?? 0) > 0);
  await world.ear.close();
  await until(() => world.streams()[0]?.closed !== undefined);
  expect(JSON.stringify(world.streams()[0])).toContain('Terminate');
  expect(world.errors).toEqual([]);
});

it('stereo, another rate and µ-law come as what the session was asked for', async () => {
  await using world = await startWorld([], { speechModel, encoding: 'pcm_mulaw', sampleRate: 8000 });
  const stream = world.ear.stream();
  const audio = await meeting(0, 6000);
  for (let at = 0; at + 160 <= audio.length; at += 160) {
    const both = Int16Array.from({ length: 320 }, (_, index) => audio[at + (index >> 1)] ?? 0);
    stream.pushFrame(new AudioFrame(both, 16_000, 2, 160));
  }
  stream.endInput();
  await collect(stream);
  const [one] = world.streams();
  expect((one?.audioBytes ?? 0) / 8).toBeCloseTo(6000, -2);
});

function wordsOf(events: readonly stt.SpeechEvent[]): [string, number][] {
  const finals = events.filter(({ type }) => type === SpeechEventType.FINAL_TRANSCRIPT);
  const words = finals.flatMap(({ alternatives }) => alternatives?.[0].words ?? []);
  return words.map(({ text, startTime = 0 }) => [text.toLowerCase().replaceAll(/[^a-z0-9']/g, ''), startTime]);
}
