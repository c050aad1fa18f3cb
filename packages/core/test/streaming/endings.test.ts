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

const word = (text: string, start: number, end: number, word_is_final = true) => ({
  text,
  start,
  end,
  confidence: 1,
  word_is_final,
});
const turn = (transcript: string, words: object[], more: object = {}) => ({
  type: 'Turn',
  turn_order: 0,
  turn_is_formatted: false,
  end_of_turn: false,
  transcript,
  words,
  ...more,
});

it('recorded frames become one final, formatted, with the times of its words', async () => {
  const formatted = ['Good', 'evening,', 'Ada.'].map((text, index) =>
    word(text, 1_440 + index * 100, 1_520 + index * 100),
  );
  const frames = [
    turn('', [word('good', 1_440, 1_520, false)]),
    turn('good evening', [word('good', 1_440, 1_520), word('evening', 1_540, 1_620), word('a', 1_640, 1_660, false)]),
    turn(
      'good evening ada',
      formatted.map((one) => ({ ...one, text: one.text.toLowerCase() })),
      { end_of_turn: true },
    ),
    turn('Good evening, Ada.', formatted, { end_of_turn: true, turn_is_formatted: true }),
  ];
  await using world = await startStreams([{ frames }]);
  const session = await world.client.streaming.open({ speech_model: english.speech_model, format_turns: true });
  await session.write(new Uint8Array(32_000));
  await session.close();
  const ends = turnEnds(await collect(session));
  expect(ends).toHaveLength(1);
  expect(ends[0]).toMatchObject({ transcript: 'Good evening, Ada.', words: formatted, turn_order: 0 });
});
