import { getEventListeners } from 'node:events';
import { WebSocket } from 'undici';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createWebSocketTransport } from '../../src/edge/websocket-transport.ts';
import type { StreamingEvent } from '../../src/index.ts';
import { lagging } from './lagging.ts';
import { collect, meeting, startStreams, turnEnds, wordsOf } from './world.ts';

const english = { speech_model: 'universal-streaming-english' };

it('a session is a pair of web streams', async () => {
  await using world = await startStreams();
  const session = await world.client.streaming.open(english);
  const audio = await meeting(0, 8_300);
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < audio.length; at += 5_001) controller.enqueue(audio.subarray(at, at + 5_001));
      controller.close();
    },
  });
  const events: StreamingEvent[] = [];
  for await (const event of source.pipeThrough(session.toTransformStream())) events.push(event);
  expect(turnEnds(events)).toHaveLength(2);
  expect(events.at(-1)?.type).toBe('session-end');
});

it('a writer that waits is held at the high-water mark, and real time is kept', async () => {
  await using world = await startStreams();
  const startedMs = world.clock.now();
  const events = await collect(world.client.streaming.transcribe(await meeting(0, 3_200), english));
  expect(turnEnds(events)).toHaveLength(1);
  expect(world.clock.now() - startedMs).toBeGreaterThan(2_800);
});

it('a change of configuration outlives the connection', async () => {
  await using world = await startStreams([{ atByte: 64_000, drop: true }]);
  const session = await world.client.streaming.open(english);
  session.update({ max_turn_silence: 0, keyterms_prompt: ['Earmark'] });
  await session.write(await meeting(0, 3_200));
  await session.close();
  const [first, second] = world.emulator.journal;
  expect(first?.stream?.received).toContainEqual(
    expect.objectContaining({ type: 'UpdateConfiguration', max_turn_silence: 0 }),
  );
  const query = new URL(second?.path ?? '', 'http://emulator').searchParams;
  expect(query.get('max_turn_silence')).toBe('0');
  expect(query.get('keyterms_prompt')).toBe('["Earmark"]');
});

it('a token is asked for anew before every connection', async () => {
  await using world = await startStreams([{ atByte: 32_000, drop: true }]);
  const { streaming } = world.client;
  let asked = 0;
  const token = async (): Promise<string> => {
    asked += 1;
    return (await streaming.createToken({ expires_in_seconds: 60 })).token;
  };
  const session = await streaming.open(english, { token });
  await session.write(await meeting(0, 3_200));
  await session.close();
  expect(asked).toBe(2);
  expect(turnEnds(await collect(session))).toHaveLength(1);
});

it("the runtime's own WebSocket needs no header", async () => {
  vi.stubGlobal('WebSocket', WebSocket);
  onTestFinished(() => void vi.unstubAllGlobals());
  await using world = await startStreams([], { sockets: createWebSocketTransport() });
  const events = await collect(world.client.streaming.transcribe(await meeting(0, 3_200), english, { pacing: 'off' }));
  expect(turnEnds(events)).toHaveLength(1);
});

it('channels are one stream of events', async () => {
  await using world = await startStreams();
  const session = await world.client.streaming.openChannels(2, english);
  const parts = [await meeting(0, 3_200), await meeting(3_000, 8_300)];
  await Promise.all(session.channels.map((channel, index) => channel.write(parts[index] ?? new Uint8Array(0))));
  const [, events] = await Promise.all([session.close(), collect(session)]);
  expect(new Set(turnEnds(events).map((event) => event['channel']))).toEqual(new Set([0, 1]));
});

it('a session is left for another before it expires, at the end of a turn', async () => {
  await using world = await startStreams();
  const { streaming } = world.client;
  const token = async (): Promise<string> =>
    (await streaming.createToken({ expires_in_seconds: 60, max_session_duration_seconds: 60 })).token;
  const [once, audio] = [await meeting(0, 59_000), await meeting(0, 8_300)];
  const events = await collect(streaming.transcribe(Buffer.concat([once, audio]), english, { token, messageMs: 200 }));
  expect(events.flatMap((event) => (event.type === 'reconnect' ? [event.code] : []))).toEqual(['rotation']);
  expect(turnEnds(events).map(({ turn_order }) => turn_order)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(world.emulator.journal.flatMap(({ stream }) => stream?.closed?.code ?? [])).toEqual([1000, 1000]);
});

it('a session that is left in the middle of a word loses nothing of it', async () => {
  const audio = Buffer.concat([await meeting(0, 59_000), await meeting(0, 8_300)]);
  const streamed = async (options: Parameters<typeof startStreams>[1], maxSeconds: number) => {
    await using world = await startStreams([], options);
    const { streaming } = world.client;
    const token = async (): Promise<string> =>
      (await streaming.createToken({ expires_in_seconds: 60, max_session_duration_seconds: maxSeconds })).token;
    return await collect(streaming.transcribe(audio, english, { token, messageMs: 200 }));
  };
  const whole = wordsOf(await streamed({}, 3_600));
  // The end of a turn is heard when the next one is well under way.
  for (const messages of [4, 5, 6, 7]) {
    const events = await streamed({ sockets: lagging(messages) }, 60);
    expect(events.filter(({ type }) => type === 'reconnect')).toHaveLength(1);
    expect(wordsOf(events).map(({ text }) => text)).toEqual(whole.map(({ text }) => text));
    for (const [at, { start, end }] of wordsOf(events).entries()) {
      expect(Math.abs(start - (whole[at]?.start ?? 0))).toBeLessThanOrEqual(10);
      expect(Math.abs(end - (whole[at]?.end ?? 0))).toBeLessThanOrEqual(10);
    }
  }
});

it('what a model says of a turn comes, though the session is left at its end', async () => {
  const messages = [{ role: 'user', content: '{{turn}} What was said?' }];
  const llm_gateway = { model: 'any', messages, max_tokens: 100 };
  await using world = await startStreams();
  const { streaming } = world.client;
  const token = async (): Promise<string> =>
    (await streaming.createToken({ expires_in_seconds: 60, max_session_duration_seconds: 60 })).token;
  const audio = Buffer.concat([await meeting(0, 59_000), await meeting(0, 8_300)]);
  const events = await collect(streaming.transcribe(audio, { ...english, llm_gateway }, { token, messageMs: 200 }));
  const answered = events.flatMap((event) => (event.type === 'llm-response' ? [event.turn_order] : []));
  expect(events.filter(({ type }) => type === 'reconnect')).toHaveLength(1);
  expect(answered).toEqual(turnEnds(events).map(({ turn_order }) => turn_order));
});

it('a session that is ending is left for no other', async () => {
  await using world = await startStreams();
  const { streaming } = world.client;
  const token = async (): Promise<string> =>
    (await streaming.createToken({ expires_in_seconds: 60, max_session_duration_seconds: 60 })).token;
  // Due at 54 seconds, in the middle of a turn, which ends with the session.
  const events = await collect(streaming.transcribe(await meeting(0, 55_000), english, { token, messageMs: 200 }));
  expect(turnEnds(events).at(-1)?.words.at(-1)?.end).toBeGreaterThan(54_000);
  expect(events.filter(({ type }) => type === 'reconnect')).toEqual([]);
});

it('a replay that is too fast goes on at half the pace', async () => {
  const tooFast = { error_code: 3007, error: 'Input Duration Error: Audio Transmission Rate Exceeded' };
  await using world = await startStreams([
    { atByte: 80_000, drop: true },
    { atByte: 1_600, fail: tooFast },
  ]);
  const session = await world.client.streaming.open(english, { reconnect: { attempts: 2 } });
  await session.write(await meeting(0, 3_200));
  const tookMs: number[] = [];
  const closed = session.close();
  let sinceMs = 0;
  for await (const event of session) {
    if (event.type === 'reconnect') sinceMs = world.clock.now();
    if (event.type === 'turn-end') tookMs.push(world.clock.now() - sinceMs);
  }
  await closed;
  // 3,200 ms at twice real time, a little of it ahead; four times would be 800.
  expect(tookMs).toEqual([expect.toSatisfy((ms: number) => ms > 1_300 && ms < 1_700)]);
  expect(session.stats().reconnects).toBe(2);
});

it('an endpoint that was forced is forced again with the audio before it', async () => {
  await using world = await startStreams([{ atByte: 32_000, drop: true }]);
  const session = await world.client.streaming.open(english);
  const audio = await meeting(0, 3_200);
  // In the middle of the sentence, whose end the connection does not live to hear.
  await session.write(audio.subarray(0, 48_000));
  session.forceEndpoint();
  await session.write(audio.subarray(48_000));
  await session.close();
  const spoken = turnEnds(await collect(session)).map(({ words }) => words.length);
  expect(spoken).toEqual([3, 5]);
  const forced = world.emulator.journal.map(({ stream }) =>
    stream?.received.filter((message) => JSON.stringify(message).includes('ForceEndpoint')),
  );
  expect(forced.at(-1)).toEqual([{ type: 'ForceEndpoint' }]);
});

it('chunks of any size arrive in their order, those that are a message among them', async () => {
  await using world = await startStreams();
  const session = await world.client.streaming.open(english);
  const audio = await meeting(0, 8_300);
  const sizes = [1_600, 800, 1_600, 1_600, 2_400, 1_600, 5, 1_595, 1_600];
  for (let at = 0, chunk = 0; at < audio.length; chunk += 1) {
    const size = sizes[chunk % sizes.length] ?? 1_600;
    const bytes = Buffer.from(audio.subarray(at, at + size));
    session.write(bytes).catch(() => undefined);
    // It was taken in: whose it is may use it again.
    bytes.fill(0);
    at += size;
  }
  await session.close();
  expect(wordsOf(await collect(session))).toEqual(
    wordsOf(await collect(world.client.streaming.transcribe(audio, english, { pacing: 'off' }))),
  );
  expect(world.emulator.journal.map(({ stream }) => stream?.audioBytes)).toEqual([audio.length, audio.length]);
});

it('audio that had no room is an event that says how much of it went', async () => {
  await using world = await startStreams();
  const session = await world.client.streaming.open(english, { bufferMs: 1_000, highWaterMs: 100, pacing: 1 });
  const audio = await meeting(0, 3_000);
  expect(session.needsDrain).toBe(false);
  for (let at = 0; at < audio.length; at += 1_600) session.write(audio.subarray(at, at + 1_600)).catch(() => undefined);
  expect(session.needsDrain).toBe(true);
  await session.close();
  const events = await collect(session);
  const dropped = events.flatMap((event) => (event.type === 'warning' ? [event] : []));
  const ms = dropped.reduce((sum, event) => sum + Number(event['toMs']) - Number(event['fromMs']), 0);
  // Three messages are ahead of their time, and go at once; of the rest the last second stays.
  expect(ms).toBe(1_850);
  expect(session.stats().droppedMs).toBe(ms);
  const arrivedMs = (world.emulator.journal[0]?.stream?.audioBytes ?? 0) / 32;
  expect(arrivedMs).toBe(3_000 - ms);
});

it("the caller's signal is left alone when the session is over", async () => {
  await using world = await startStreams();
  const { signal } = new AbortController();
  const session = await world.client.streaming.open(english, { signal });
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  await session.close();
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
