import type { ScriptedAnswer } from '@earmark/emulator';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type ChatCompletion, type ChatCompletionChunk, type ChatParams, toToolCalls } from '../src/index.ts';
import { type World, errorOf, key, reasonOf, startWorld } from './world.ts';

const chat = 'POST /v1/chat/completions';
const asked: ChatParams = {
  model: 'any',
  messages: [{ role: 'user', content: 'When is the launch?\n\nThe launch is on Friday. The weather is nice.' }],
};

function events(...data: readonly unknown[]): ScriptedAnswer {
  const lines = data.map((one) => `data: ${typeof one === 'string' ? one : JSON.stringify(one)}\r\n\r\n`);
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: lines.join('') };
}

const piece = (content: string): object => ({
  id: 'c',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
});

/** What a stream said before it ended, and what it ended with. */
async function read({ client }: World): Promise<{ said: string; ending: Promise<unknown> }> {
  const chunks: ChatCompletionChunk[] = [];
  const reading = (async () => {
    for await (const chunk of client.llm.stream(asked)) chunks.push(chunk);
  })();
  await reading.catch(() => undefined);
  const said = chunks.map(({ choices }) => choices[0]?.delta?.content ?? '').join('');
  return { said, ending: reading };
}

describe('a streamed answer', () => {
  it('comes word by word, and is the whole of what the same question gets at once', async () => {
    await using world = await startWorld();
    const { said, ending } = await read(world);
    await ending;
    const whole = await world.client.llm.chat(asked);
    expect(said).toBe(whole.choices[0]?.message.content);
    expect(said).toContain('Friday');
    expect(world.emulator.journal.map(({ json }) => json)).toEqual([{ ...asked, stream: true }, asked]);
  });

  it('arrives whole in the smallest of pieces, with letters of several bytes', async () => {
    const sent = events(piece('Grüße '), ': a comment', piece('aus 東京'), '[DONE]');
    await using world = await startWorld({
      [chat]: [{ ...sent, body: String(sent.body).replace('data: :', ':'), dripMs: 0 }],
    });
    const { said, ending } = await read(world);
    await ending;
    expect(said).toBe('Grüße aus 東京');
  });

  it.each<[string, ScriptedAnswer, object]>([
    ['without its end mark', events(piece('Fri')), { code: 'protocol', retryable: true }],
    [
      'with an error',
      events(piece('Fri'), { error: { code: 500, message: `the model failed for ${key}` } }),
      { code: 'service', serviceMessage: 'the model failed for [key]' },
    ],
    [
      'with an error that has a code',
      events(piece('Fri'), { code: 429, message: 'too many requests' }),
      { code: 'rate_limited', retryable: true },
    ],
    ['with garbage', events(piece('Fri'), '{"id": secret words'), { code: 'protocol' }],
    ['with another shape', events(piece('Fri'), { secret: 'words' }), { code: 'protocol' }],
  ])('that breaks off %s is an error after what was said, never a half for a whole', async (_, answer, expected) => {
    await using world = await startWorld({ [chat]: [answer] });
    const { said, ending } = await read(world);
    const error = await errorOf(ending);
    expect(said).toBe('Fri');
    expect(error).toMatchObject(expected);
    expect(inspect(error)).not.toContain('secret');
  });

  it('that is cut off in the middle of a word is a network error', async () => {
    await using world = await startWorld({ [chat]: [{ ...events(piece('Fri'), piece('day')), truncate: 90 }] });
    const { said, ending } = await read(world);
    expect('Fri'.startsWith(said)).toBe(true);
    expect(await errorOf(ending)).toMatchObject({ code: 'network', retryable: true });
  });

  it('that is refused is the same error as for chat', async () => {
    await using world = await startWorld({ [chat]: [{ status: 401, body: { error: `no ${key}` } }] });
    expect(await errorOf((await read(world)).ending)).toMatchObject({ code: 'auth', serviceMessage: 'no [key]' });
  });

  it('ends with the caller’s reason when it is aborted, and the connection is closed', async () => {
    await using world = await startWorld({ [chat]: [{ ...events(piece('Fri'), piece('day'), '[DONE]'), dripMs: 5 }] });
    const stop = new AbortController();
    const stream = world.client.llm.stream(asked, { signal: stop.signal });
    await stream.next();
    stop.abort('enough');
    expect(await reasonOf(stream.next())).toBe('enough');
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('may be left in the middle, and nothing more is read', async () => {
    await using world = await startWorld({
      [chat]: [{ ...events(piece('Fri'), piece('x'.repeat(2000)), '[DONE]'), dripMs: 1 }],
    });
    for await (const _chunk of world.client.llm.stream(asked)) break;
    await expect.poll(() => world.emulator.journal[0]?.sentBytes ?? 0).toBeLessThan(2000);
  });

  it('sends nothing when its parameters are wrong, or its signal is aborted already', async () => {
    await using world = await startWorld();
    const wrong = world.client.llm.stream({ ...asked, temperature: Number.NaN });
    expect(await errorOf(wrong.next())).toMatchObject({ code: 'invalid' });
    const aborted = world.client.llm.stream(asked, { signal: AbortSignal.abort('no') });
    expect(await reasonOf(aborted.next())).toBe('no');
    expect(world.emulator.journal).toEqual([]);
  });
});

describe('tool calls', () => {
  const call = { id: 't', type: 'function', function: { name: 'look', arguments: '{}' } };

  it.each([
    ['on the message', { message: { tool_calls: [call] } }, [call]],
    ['beside it', { message: {}, tool_calls: [call] }, [call]],
    ['in both places, once', { message: { tool_calls: [call] }, tool_calls: [call] }, [call]],
    ['beside it, where the message has none', { message: { tool_calls: [] }, tool_calls: [call] }, [call]],
    ['nowhere', { message: { content: 'no' } }, []],
  ])('are found %s', (_, choice, expected) => {
    expect(toToolCalls(completion(choice))).toEqual(expected);
  });

  it('of the gateway itself are found', async () => {
    await using world = await startWorld();
    const parameters = { type: 'object', properties: { day: { type: 'string' } } };
    const tools = [
      { type: 'function' as const, function: { name: 'find_launch', description: 'Finds the launch', parameters } },
    ];
    const answer = await world.client.llm.chat({
      ...asked,
      tools,
      tool_choice: { type: 'function', function: { name: 'find_launch' } },
    });
    expect(toToolCalls(answer)).toMatchObject([{ function: { name: 'find_launch' } }]);
  });
});

function completion(choice: object): ChatCompletion {
  return { choices: [choice] } as unknown as ChatCompletion;
}
