import { describe, expect, it } from 'vitest';
import { createTestClock, until } from '../clock.ts';
import { start } from '../world.ts';
import { type Message, openStream, silence } from './client.ts';

type Client = Awaited<ReturnType<typeof openStream>>;

/** The error a client was sent, and the code and reason it was closed with. */
async function failureOf(client: Client) {
  const { code, reason } = await client.closed;
  const { type, error_code, error }: Partial<Message> = client.messages.at(-1) ?? {};
  expect({ type, error_code, reason }).toEqual({
    type: 'Error',
    error_code: code,
    reason: 'See Error message for details',
  });
  expect(client.messages.some((message) => message.type === 'Termination')).toBe(false);
  return { code, error };
}

describe('before Begin, in the service’s words,', () => {
  const wrong = 'User Input Validation Error: Invalid';
  it.each([
    [{ sample_rate: 7_999 }, `${wrong} 'sample_rate': Input should be greater than or equal to 8000`],
    [{ encoding: 'flac' }, `${wrong} 'encoding': 'flac' is not a valid Encoding`],
    [
      { speech_model: 'best' },
      /Invalid 'speech_model': Input should be 'universal-streaming-english', .* or 'universal-3-6-pro'$/,
    ],
    [
      { keyterms_prompt: JSON.stringify(Array.from({ length: 101 }, String)) },
      `${wrong} 'keyterms_prompt': Max 100 items`,
    ],
    [{ keyterms_prompt: '["a' }, `${wrong} 'keyterms_prompt': Invalid JSON`],
    [{ prompt: 'a'.repeat(1_751) }, `${wrong} 'prompt': String should have at most 1750 characters`],
    [{ format_turns: 'maybe' }, `${wrong} 'format_turns': Input should be a valid boolean, unable to interpret input`],
    [
      { end_of_turn_confidence_threshold: 1.1 },
      /'end_of_turn_confidence_threshold': Input should be less than or equal to 1$/,
    ],
    [{ inactivity_timeout: 4 }, `${wrong} 'inactivity_timeout': Input should be greater than or equal to 5`],
    [{ voice_focus_threshold: 0.5 }, /'voice_focus_threshold'/],
  ])('%o is refused', async (query, error) => {
    const { emulator } = await start();
    const client = await openStream(emulator.streamingUrl, query, {
      until: 'nothing',
    });
    expect(await failureOf(client)).toEqual({ code: 3006, error: expect.stringMatching(error) });
    expect(client.messages).toHaveLength(1);
  });

  it('one session more than allowed is refused, until one ends', async () => {
    const { emulator } = await start({ engine: 'fixtures', streaming: { mostSessions: 1 } });
    const first = await openStream(emulator.streamingUrl);
    const second = await openStream(emulator.streamingUrl, {}, { until: 'nothing' });
    expect(await failureOf(second)).toEqual({
      code: 3009,
      error: 'Unauthorized Connection: Too many concurrent sessions',
    });
    await first.terminate();
    await until(() => emulator.journal[0]?.stream?.closed !== undefined);
    expect((await (await openStream(emulator.streamingUrl)).terminate()).code).toBe(1000);
  });

  it('what nobody knows is passed over', async () => {
    const { emulator } = await start();
    const client = await openStream(emulator.streamingUrl, { unheard_of: 'a', end_utterance_silence_threshold: 'b' });
    expect((await client.terminate()).code).toBe(1000);
  });
});

const duration = (ms: string): string =>
  `Input Duration Error: Input Duration Violation: ${ms} ms. Expected between 50 and 1000 ms`;

describe('during a session', () => {
  it.each([
    [{ type: 'Bogus' }, 'Invalid Message Type: Bogus'],
    ['{"type":', 'Invalid JSON: {"type":'],
    [[1], 'Invalid Message: [1]'],
    [
      { type: 'UpdateConfiguration', prompt: 'a'.repeat(1_751) },
      /Invalid 'prompt': String should have at most 1750 characters/,
    ],
  ])('%o is refused', async (message, error) => {
    const { emulator } = await start();
    const client = await openStream(emulator.streamingUrl);
    client.say(message);
    expect(await failureOf(client)).toEqual({
      code: 3006,
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    });
  });

  it('messages of 20 ms are refused, after a second of them', async () => {
    const { emulator } = await start();
    const client = await openStream(emulator.streamingUrl);
    client.stream(silence(980), 640);
    client.stream(silence(50));
    client.stream(silence(980), 640);
    client.say({ type: 'KeepAlive' });
    client.stream(silence(20), 640);
    expect(await failureOf(client)).toEqual({ code: 3007, error: duration('20.0') });
    expect(emulator.journal[0]?.stream).toMatchObject({ audioBytes: 32 * 2_030, received: [{ type: 'KeepAlive' }] });
  });

  it('a message of more than a second is refused at once', async () => {
    const { emulator } = await start();
    const client = await openStream(emulator.streamingUrl);
    client.stream(silence(1_000), 32_000);
    client.stream(silence(1_001), 32_032);
    expect(await failureOf(client)).toEqual({ code: 3007, error: duration('1001.0') });
  });

  it('audio too far ahead of real time is refused', async () => {
    const { clock, advance } = createTestClock();
    const { emulator } = await start({ engine: 'fixtures', clock, streaming: { lookAheadSeconds: 2 } });
    const client = await openStream(emulator.streamingUrl);
    client.stream(silence(2_000), 32_000);
    await until(() => emulator.journal[0]?.stream?.audioBytes === 64_000);
    advance(1_000);
    client.stream(silence(1_000), 32_000);
    await until(() => emulator.journal[0]?.stream?.audioBytes === 96_000);
    client.stream(silence(100));
    const error = 'Input Duration Error: Audio Transmission Rate Exceeded: Received 3.0 sec. audio in 1 sec';
    expect(await failureOf(client)).toEqual({ code: 3007, error });
  });

  it('more than 128 KiB in a message is refused with 1009', async () => {
    const { emulator } = await start();
    const client = await openStream(emulator.streamingUrl, { sample_rate: 96_000 });
    client.socket.send(Buffer.alloc(128 * 1024 + 1));
    expect((await client.closed).code).toBe(1009);
    await until(() => emulator.journal[0]?.stream?.closed?.code === 1009);
    expect(emulator.journal[0]?.stream?.closed?.by).toBe('service');
  });

  it('nothing for as long as was asked ends it, and a KeepAlive puts that off', async () => {
    const { clock, advance } = createTestClock();
    const { emulator } = await start({ engine: 'fixtures', clock });
    const client = await openStream(emulator.streamingUrl, { inactivity_timeout: 5 });
    advance(4_000);
    client.say({ type: 'KeepAlive' });
    await until(() => emulator.journal[0]?.stream?.received.length === 1);
    advance(4_999);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(client.messages.map(({ type }) => type)).toEqual(['Begin']);
    advance(1);
    const error = 'Session terminated due to inactivity: No messages received for 5 seconds';
    expect(await failureOf(client)).toEqual({ code: 3006, error });
  });

  it('its end comes when Begin said', async () => {
    const { clock, advance } = createTestClock();
    const { emulator, client: rest } = await start({ engine: 'fixtures', clock });
    const answer = await rest.get('/v3/token?expires_in_seconds=60&max_session_duration_seconds=90');
    const { token } = (await answer.json()) as { token: string };
    const client = await openStream(emulator.streamingUrl, { token }, { key: '' });
    expect(client.messages[0]).toMatchObject({ expires_at: Math.floor(clock.now() / 1000) + 90 });
    advance(89_999);
    advance(1);
    expect(await failureOf(client)).toEqual({
      code: 3008,
      error: 'Session Expired: Maximum session duration exceeded',
    });
  });

  it('nothing runs on when it has ended', async () => {
    const time = createTestClock();
    const { emulator } = await start({ engine: 'fixtures', clock: time.clock });
    const before = time.sleeping();
    const client = await openStream(emulator.streamingUrl, { inactivity_timeout: 60 });
    expect(time.sleeping()).toBe(before + 3);
    client.socket.terminate();
    await until(() => time.sleeping() === before, 'the end of its timers');
  });
});

it('an option that is wrong stops the start, and is named', async () => {
  await expect(start({ streaming: { lookAheadSeconds: -1 } })).rejects.toThrow(
    'streaming.lookAheadSeconds must be at least 0, not -1',
  );
  await expect(start({ streaming: { mostSessions: 0 } })).rejects.toThrow(
    'streaming.mostSessions must be at least 1, not 0',
  );
});
