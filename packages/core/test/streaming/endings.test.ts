import { greeting } from '@earmark/conformance';
import { describe, expect, it } from 'vitest';
import { errorOf } from '../world.ts';
import { type Plan, collect, meeting, startStreams, turnEnds } from './world.ts';

const english = { speech_model: 'universal-streaming-english' };
const fail = (error_code: number, error: string): Plan => ({ fail: { error_code, error } });

describe('what is wrong surfaces as what it is, at once', () => {
  it.each([
    ['a bad key', fail(1008, 'Unauthorized Connection: Invalid API key'), 'auth', false],
    ['an expired token', fail(1008, 'Unauthorized Connection: Signature has expired'), 'auth', false],
    ['an empty account', fail(1008, 'Unauthorized Connection: Insufficient account balance'), 'account', false],
    [
      'too many sessions, by 1008',
      fail(1008, 'Unauthorized connection: Too many concurrent sessions'),
      'too_many_sessions',
      true,
    ],
    [
      'too many sessions, by 3009',
      fail(3009, 'Unauthorized Connection: Too many concurrent sessions'),
      'too_many_sessions',
      true,
    ],
    ['bad input', fail(3006, "User Input Validation Error: Invalid 'encoding'"), 'invalid', false],
    ['chunks too short', fail(3007, 'Input Duration Error: 20.0 ms'), 'invalid', false],
    [
      'an idle session',
      fail(3006, 'Session terminated due to inactivity: No messages received for 5 seconds'),
      'timeout',
      false,
    ],
  ] as const)('%s', async (_, plan, code, retryable) => {
    await using world = await startStreams([plan]);
    const heard = collect(world.client.streaming.transcribe(await meeting(0, 3_000), english, { pacing: 'off' }));
    expect(await errorOf(heard)).toMatchObject({ code, retryable });
    expect(world.emulator.journal).toHaveLength(1);
  });

  it('a session that has expired is followed by another; without a budget it is gone', async () => {
    const plan = fail(3008, 'Session Expired: Maximum session duration exceeded');
    await using world = await startStreams([plan, plan]);
    const heard = collect(world.client.streaming.transcribe(await meeting(0, 3_200), english, { pacing: 'off' }));
    expect(turnEnds(await heard)).toHaveLength(1);
    await using other = await startStreams([plan]);
    const options = { pacing: 'off', reconnect: { attempts: 0 } } as const;
    const error = await errorOf(collect(other.client.streaming.transcribe(await meeting(0, 3_200), english, options)));
    expect(error).toMatchObject({ code: 'gone', retryable: true });
  });

  it('the realtime API v2, naming its successor', async () => {
    await using world = await startStreams();
    const error = await errorOf(world.client.streaming.open({ word_boost: ['a'] }));
    expect(error).toMatchObject({ code: 'unsupported' });
    expect(error.message).toContain('keyterms_prompt');
  });
});

describe('nothing the service sends ends the process', () => {
  it.each([
    ['malformed', '{"type":'],
    ['of an unknown type', { type: 'Surprise' }],
    ['a turn without words', { type: 'Turn', turn_order: 0 }],
  ])('a message that is %s is an event', async (_, send) => {
    await using world = await startStreams([{ send, atByte: 32_000 }]);
    const session = await world.client.streaming.open(english);
    await session.write(await meeting(0, 3_200));
    await session.close();
    const events = await collect(session);
    expect(events.filter(({ type }) => type === 'unknown')).toHaveLength(1);
    expect(session.stats().unknownMessages).toBe(1);
    expect(turnEnds(events)).toHaveLength(1);
  });

  it('nor does Begin in one packet with the handshake get lost', async () => {
    await using world = await startStreams([{ beginAtOnce: true }]);
    const session = await world.client.streaming.open(english);
    await session.close();
    expect((await collect(session)).map(({ type }) => type)).toEqual(['session-start', 'session-end']);
  });
});

describe('close settles', () => {
  it('when no Termination comes', async () => {
    await using world = await startStreams([{ withholdTermination: true }]);
    const session = await world.client.streaming.open(english);
    await session.write(await meeting(0, 3_200));
    await session.close();
    expect(turnEnds(await collect(session))).toHaveLength(1);
  });

  it('with the error that ended the session, told once', async () => {
    await using world = await startStreams([
      { ...fail(1008, 'Unauthorized Connection: Invalid API key'), atByte: 32_000 },
    ]);
    const session = await world.client.streaming.open(english);
    await session.write(new Uint8Array(32_000));
    expect(await errorOf(session.close())).toMatchObject({ code: 'auth' });
    await session.close();
    expect(await errorOf(session.write(new Uint8Array(2)))).toMatchObject({ code: 'auth' });
    // Unlooked at, it is no unhandled rejection, which would fail the run.
    void session.write(new Uint8Array(2));
  });

  it('when the caller aborts', async () => {
    await using world = await startStreams();
    const stop = new AbortController();
    const session = await world.client.streaming.open(english, { signal: stop.signal });
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(collect(session)).rejects.toBe(reason);
  });
});

it('a peer that is dead is left, and nothing is lost', async () => {
  await using world = await startStreams([{ atByte: 32_000, halfOpen: true }]);
  const startedMs = world.clock.now();
  const session = await world.client.streaming.open(english);
  await session.write(await meeting(0, 3_200));
  for await (const event of session) if (event.type === 'reconnect') break;
  expect(world.clock.now() - startedMs).toBeLessThanOrEqual(25_000);
  await session.close();
  expect(turnEnds(await collect(session))).toHaveLength(1);
  expect(session.stats()).toMatchObject({ reconnects: 1, droppedMs: 0 });
});

it('recorded messages become one final, formatted, with the times of its words', async () => {
  await using world = await startStreams([{ frames: greeting.frames }]);
  const session = await world.client.streaming.open({ speech_model: english.speech_model, format_turns: true });
  await session.write(new Uint8Array(32_000));
  await session.close();
  const ends = turnEnds(await collect(session));
  const words = greeting.words.map(({ text, startMs: start, endMs: end }) =>
    expect.objectContaining({ text, start, end }),
  );
  expect(ends).toEqual([expect.objectContaining({ transcript: greeting.text, turn_order: 0, words })]);
});

it('a peer that dies while the session is drained is left too, however long the drain may take', async () => {
  await using world = await startStreams([{ atByte: 32_000, halfOpen: true }]);
  const session = await world.client.streaming.open(english, { closeTimeoutMs: 15_000 });
  await session.write(await meeting(0, 3_200));
  await session.close();
  expect(turnEnds(await collect(session)).map(({ words }) => words.length)).toEqual([8]);
});

it('an answer to pings alone does not put the end off', async () => {
  await using world = await startStreams([{ withholdTermination: true }]);
  const session = await world.client.streaming.open(english, { closeTimeoutMs: 40_000 });
  await session.write(await meeting(0, 3_200));
  await session.close();
  expect(world.clock.now()).toBeLessThanOrEqual(60_000);
  expect(session.stats().reconnects).toBe(0);
});

it('encodings that cannot be cut and replayed are refused, before anything is opened', async () => {
  await using world = await startStreams();
  for (const encoding of ['opus', 'ogg_opus', 'aac', 'flac']) {
    const error = await errorOf(world.client.streaming.open({ encoding }));
    expect(error).toMatchObject({ code: 'unsupported' });
    expect(error.message).toContain(`not ${encoding}`);
  }
  expect(world.emulator.journal).toEqual([]);
});

it('a parameter the model does not heed is a warning', async () => {
  await using world = await startStreams();
  const session = await world.client.streaming.open({ ...english, prompt: 'A stand-up.' });
  await session.close();
  const warnings = (await collect(session)).filter(({ type }) => type === 'warning');
  expect(warnings).toEqual([expect.objectContaining({ warning_code: 'parameter_ignored' })]);
});
