import { APICallError, streamText } from 'ai';
import { describe, expect, it } from 'vitest';
import { chatted, piece, reasonOf, startWorld, streamed, usage, weather } from './world.ts';

describe('streamText() of the AI SDK', () => {
  it('streams text as it is written, and tells how it ended', async () => {
    const chunks = [piece({ content: 'Hel' }), piece({ content: 'lo.' }), piece({}, 'stop', { usage })];
    await using world = await startWorld({ [chatted]: [streamed(chunks)] });
    const result = streamText({ model: world.provider('gpt-5'), prompt: 'Hi' });
    const texts: string[] = [];
    for await (const text of result.textStream) texts.push(text);
    expect(texts.join('|')).toBe('Hel|lo.');
    expect(await result.finishReason).toBe('stop');
    expect(await result.usage).toMatchObject({ inputTokens: 7, outputTokens: 5 });
    expect((await result.response).modelId).toBe('m');
    expect(world.sent(chatted)[0]).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it('streams calls of tools, in pieces with and without an index', async () => {
    const chunks = [
      piece({ tool_calls: [{ id: 'a', function: { name: 'weather', arguments: '{"ci' } }] }),
      piece({ tool_calls: [{ function: { arguments: 'ty":"Bern"}' } }] }),
      piece({ tool_calls: [{ id: 'b', index: 1, function: { name: 'weather', arguments: '' } }] }),
      piece({}, 'tool_calls'),
    ];
    await using world = await startWorld({ [chatted]: [streamed(chunks)] });
    const result = streamText({ model: world.provider('gpt-5'), prompt: 'Hi', tools: { weather } });
    const calls = await result.toolCalls;
    expect(calls.map(({ toolCallId, input }) => [toolCallId, input])).toEqual([
      ['a', { city: 'Bern' }],
      ['b', {}],
    ]);
    expect(await result.finishReason).toBe('tool-calls');
  });

  it.each([
    ['breaks off', streamed([piece({ content: 'Hel' })], ''), 'broke off'],
    ['says nothing', streamed([piece({}, 'stop')]), 'neither text nor'],
    [
      'turns into an error',
      streamed([piece({ content: 'Hel' }), { error: { message: 'overloaded' }, code: 503 }]),
      'overloaded',
    ],
  ])('is no half for a whole: an answer that %s', async (_, script, words) => {
    await using world = await startWorld({ [chatted]: [script] });
    const errors: unknown[] = [];
    const model = world.provider('gpt-5');
    const result = streamText({ model, prompt: 'Hi', maxRetries: 0, onError: ({ error }) => void errors.push(error) });
    const parts = [];
    for await (const part of result.fullStream) parts.push(part);
    expect(errors).toHaveLength(1);
    expect(APICallError.isInstance(errors[0])).toBe(true);
    expect(String(errors[0])).toContain(words);
    expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'error' });
  });

  it('is opened again by `ai` where it failed before its first word', async () => {
    await using world = await startWorld({
      [chatted]: [{ status: 503 }, streamed([piece({ content: 'Hello.' }, 'stop')])],
    });
    const result = streamText({ model: world.provider('gpt-5'), prompt: 'Hi' });
    expect(await result.text).toBe('Hello.');
    expect(world.count(chatted)).toBe(2);
  });

  it('hears an abort in the middle of an answer as an abort, not as an error', async () => {
    const chunks = Array.from({ length: 200 }, () => piece({ content: 'word '.repeat(20) }));
    await using world = await startWorld({ [chatted]: [{ ...streamed(chunks), throttle: 20_000 }] }, { isReal: true });
    const stop = new AbortController();
    const [errors, aborts]: [unknown[], unknown[]] = [[], []];
    const result = streamText({
      model: world.provider('gpt-5'),
      prompt: 'Hi',
      abortSignal: stop.signal,
      onError: ({ error }) => void errors.push(error),
      onAbort: (event) => void aborts.push(event),
    });
    for await (const text of result.textStream) if (text !== '') stop.abort();
    expect([errors.length, aborts.length]).toEqual([0, 1]);

    const another = new AbortController();
    const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }];
    await using other = await startWorld({ [chatted]: [{ ...streamed(chunks), throttle: 20_000 }] }, { isReal: true });
    const { stream } = await other.provider('gpt-5').doStream({ prompt, abortSignal: another.signal });
    const read = reasonOf(stream.pipeTo(new WritableStream()));
    another.abort(new Error('enough'));
    expect(await read).toBe(another.signal.reason);
  });

  it('leaves the gateway when nobody reads on', async () => {
    const chunks = Array.from({ length: 2000 }, () => piece({ content: 'word '.repeat(20) }));
    await using world = await startWorld({ [chatted]: [{ ...streamed(chunks), throttle: 20_000 }] }, { isReal: true });
    const model = world.provider('gpt-5');
    const { stream } = await model.doStream({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] });
    const reader = stream.getReader();
    await reader.read();
    await reader.read();
    await reader.cancel();
    const sentBytes = async (): Promise<number> => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return world.emulator.journal[0]?.sentBytes ?? 0;
    };
    const sent = await sentBytes();
    expect(await sentBytes()).toBe(sent);
    expect(sent).toBeLessThan(100_000);
  });
});
