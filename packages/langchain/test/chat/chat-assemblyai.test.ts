import { samples } from '@earmark/emulator';
import { EarmarkError } from '@earmark/core';
import { AIMessage, ChatMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { describe, expect, it, vi } from 'vitest';
import { ChatAssemblyAI, transcriptTag } from '../../src/index.ts';
import { answer, chatRoute, key, piece, startChatWorld, streamed, whole } from './world.ts';

const said = (content: string | null, more: object = {}) => ({ message: { role: 'assistant', content }, ...more });
const called = (id: string, args: string) => ({ id, type: 'function', function: { name: 'look', arguments: args } });
const look = { type: 'function', function: { name: 'look', parameters: { type: 'object', properties: {} } } };

describe('what is asked', () => {
  it('has the gateway’s names, and only what was given', async () => {
    await using world = await startChatWorld();
    await world.model({ temperature: 0, maxTokens: 5, modelKwargs: { reasoning: { effort: 'low' } } }).invoke('hi');
    await world.model().invoke('hi');
    const messages = [{ role: 'user', content: 'hi' }];
    expect(world.asked()).toEqual([
      { model: 'earmark-extractive', messages, temperature: 0, max_tokens: 5, reasoning: { effort: 'low' } },
      { model: 'earmark-extractive', messages },
    ]);
  });

  it('reads a transcript in place of its tag, which passes a prompt template as a variable', async () => {
    await using world = await startChatWorld();
    const { id } = await world.client.transcripts.transcribe(samples.meeting.audio);
    const prompt = ChatPromptTemplate.fromTemplate('{transcript}\n\nHow much is the budget?');
    const { text } = await prompt.pipe(world.model({ transcriptId: id })).invoke({ transcript: transcriptTag });
    expect(text).toBe('“The budget for the recording studio is four thousand two hundred dollars.”');
    const atCall = await world.model().invoke(`${transcriptTag}\n\nHow much is the budget?`, { transcriptId: id });
    expect(atCall.text).toBe(text);
  });

  it.each(['any', 'required'])('cannot be `tool_choice: %s`, and says so', async (tool_choice) => {
    await using world = await startChatWorld();
    expect(() => world.model().bindTools([look], { tool_choice })).toThrow(
      expect.objectContaining({ code: 'unsupported', message: expect.stringContaining(`'${tool_choice}'`) as string }),
    );
    await expect(world.model().invoke('hi', { tools: [look], tool_choice })).rejects.toMatchObject({
      code: 'unsupported',
    });
    expect(world.asked()).toEqual([]);
  });

  it.each([
    ['auto', 'auto'],
    ['none', 'none'],
    ['look', { type: 'function', function: { name: 'look' } }],
    [look, { type: 'function', function: { name: 'look' } }],
  ])('has the tool choice %j', async (tool_choice, sent) => {
    await using world = await startChatWorld();
    await world.model().bindTools([look], { tool_choice }).invoke('hi');
    expect(world.asked()[0]).toMatchObject({ tool_choice: sent });
  });

  it('names no tool that is not there, and no tool of another provider’s', () => {
    const model = new ChatAssemblyAI({ model: 'any', apiKey: 'any' });
    expect(() => model.bindTools([look], { tool_choice: 'hear' })).toThrow(/bound tool \(look\)/);
    expect(() => model.bindTools([{ type: 'web_search' }])).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it('has no role the gateway does not have', async () => {
    const model = new ChatAssemblyAI({ model: 'any', apiKey: 'any' });
    await expect(model.invoke([new ChatMessage('hi', 'poet')])).rejects.toThrow('`messages.0` is of role `poet`');
  });

  it('says who spoke, and leaves thoughts and cache marks to those who know them', async () => {
    await using world = await startChatWorld();
    const cached = { type: 'text', text: 'hi', cache_control: { type: 'ephemeral' } };
    await world.model().invoke([
      new HumanMessage({ content: [cached], name: 'ann' }),
      new AIMessage({
        content: [
          { type: 'thinking', thinking: 'hm' },
          { type: 'text', text: 'yes' },
        ],
      }),
      new HumanMessage('?'),
    ]);
    expect(world.asked()[0]?.['messages']).toEqual([
      { role: 'user', name: 'ann', content: [cached] },
      { role: 'assistant', content: 'yes' },
      { role: 'user', content: '?' },
    ]);
  });
});

describe('what is answered', () => {
  it.each([
    ['on the message', [said(null, { message: { content: null, tool_calls: [called('1', '{"x":1}')] } })]],
    ['beside it', [said(null, { tool_calls: [called('1', '{"x":1}')] })]],
    [
      'beside it, with an empty list on it',
      [{ message: { content: null, tool_calls: [] }, tool_calls: [called('1', '{"x":1}')] }],
    ],
    ['in a choice of their own', [said('Let me look.'), said(null, { tool_calls: [called('1', '{"x":1}')] })]],
  ])('has the tool calls that are %s', async (_, choices) => {
    await using world = await startChatWorld({ [chatRoute]: [answer(choices)] });
    const { tool_calls, text } = await world.model().invoke('hi');
    expect(tool_calls).toEqual([{ type: 'tool_call', id: '1', name: 'look', args: { x: 1 } }]);
    expect(text).toBe(choices.length > 1 ? 'Let me look.' : '');
  });

  it('tells calls whose arguments are no JSON from the others, and takes nothing for an empty object', async () => {
    const calls = [called('1', '{"x":'), called('2', '')];
    await using world = await startChatWorld({ [chatRoute]: [answer([said(null, { tool_calls: calls })])] });
    const { tool_calls, invalid_tool_calls } = await world.model().invoke('hi');
    expect(tool_calls).toMatchObject([{ id: '2', args: {} }]);
    expect(invalid_tool_calls).toMatchObject([{ id: '1', name: 'look', args: '{"x":' }]);
  });

  it.each([
    ['its own', { input_tokens: 7, output_tokens: 2, total_tokens: 9 }],
    ['OpenAI’s', { prompt_tokens: 7, completion_tokens: 2 }],
  ])('tells usage that is in %s names', async (_, usage) => {
    await using world = await startChatWorld({ [chatRoute]: [answer([said('hi')], { usage })] });
    const { usage_metadata } = await world.model().invoke('hi');
    expect(usage_metadata).toEqual({ input_tokens: 7, output_tokens: 2, total_tokens: 9 });
  });

  it('tells what was read from a cache, and what was thought', async () => {
    const details = { prompt_tokens_details: { cached_tokens: 3 }, completion_tokens_details: { reasoning_tokens: 1 } };
    const usage = { prompt_tokens: 7, completion_tokens: 2, ...details };
    await using world = await startChatWorld({ [chatRoute]: [answer([said('hi')], { usage })] });
    expect((await world.model().invoke('hi')).usage_metadata).toMatchObject({
      input_token_details: { cache_read: 3 },
      output_token_details: { reasoning: 1 },
    });
  });

  it.each([false, true])('with `streaming: %s` reaches callbacks, and resolves as one message', async (streaming) => {
    await using world = await startChatWorld();
    const handleLLMNewToken = vi.fn<(token: string) => void>();
    const model = world.model({ streaming });
    const message = await model.invoke('The cat is red. Which cat?', { callbacks: [{ handleLLMNewToken }] });
    expect(message.text).toBe('“The cat is red.”');
    expect(message).toMatchObject({ usage_metadata: { total_tokens: expect.any(Number) as number } });
    const tokens = handleLLMNewToken.mock.calls.map(([token]) => token).join('');
    expect(tokens).toBe(streaming ? '“The cat is red.”' : '');
  });
});

const usage = (output_tokens: number) => ({
  usage: { input_tokens: 7, output_tokens, total_tokens: 7 + output_tokens },
});

describe('a stream', () => {
  it('counts the usage once, where every chunk tells it', async () => {
    const chunks = [
      piece({ content: 'a' }, null, usage(1)),
      piece({ content: 'b' }, 'stop', usage(2)),
      { choices: [], ...usage(2) },
    ];
    await using world = await startChatWorld({ [chatRoute]: [streamed(chunks)] });
    const message = await whole(await world.model().stream('hi'));
    expect(message.usage_metadata).toMatchObject({ input_tokens: 7, output_tokens: 2, total_tokens: 9 });
    expect(message).toMatchObject({ text: 'ab', id: 'c-1', response_metadata: { model: 'm', finish_reason: 'stop' } });
  });

  it('puts tool calls together, with indexes or without, beside the text or in place of it', async () => {
    const torn = [
      piece({ content: 'So: ' }),
      piece({ tool_calls: [{ id: '1', function: { name: 'look', arguments: '{"x"' } }] }),
      piece({ tool_calls: [{ function: { arguments: ':1}' } }] }),
      piece({ tool_calls: [{ id: '2', function: { name: 'look', arguments: '{}' } }] }, 'tool_use'),
    ];
    await using world = await startChatWorld({ [chatRoute]: [streamed(torn)] });
    const { text, tool_calls, tool_call_chunks } = await whole(await world.model().stream('hi'));
    expect(text).toBe('So: ');
    expect(tool_call_chunks?.map(({ index }) => index)).toEqual([0, 1]);
    expect(tool_calls).toMatchObject([
      { id: '1', name: 'look', args: { x: 1 } },
      { id: '2', name: 'look', args: {} },
    ]);
  });

  it('holds back what may begin a stop sequence, and lets go of what did not', async () => {
    const chunks = ['a E', 'N', 'd. EN', 'D. more'].map((content) => piece({ content }));
    await using world = await startChatWorld({ [chatRoute]: [streamed(chunks), streamed(chunks.slice(0, 2))] });
    const model = world.model({ stop: ['END'] });
    expect((await whole(await model.stream('hi'))).text).toBe('a ENd. ');
    expect((await whole(await model.stream('hi'))).text).toBe('a EN');
  });
});

const profileOf = (model: string) => new ChatAssemblyAI({ model }).profile;

describe('the model itself', () => {
  it('shows its key neither in JSON nor to an inspector', async () => {
    const { inspect } = await import('node:util');
    const model = new ChatAssemblyAI({ model: 'any', apiKey: key });
    expect(JSON.stringify(model) + inspect(model, { depth: 9, showHidden: true })).not.toContain(key);
    expect(JSON.stringify(model)).toContain('"model":"any"');
  });

  it('says what it can do, and needs a name', () => {
    expect(profileOf('gpt-5')).toMatchObject({ toolCalling: true, structuredOutput: true, audioInputs: false });
    expect(profileOf('gpt-oss-120b').structuredOutput).toBe(false);
    expect(() => profileOf('')).toThrow(EarmarkError);
  });

  it('is told apart from another by a cache', async () => {
    await using world = await startChatWorld();
    await world.model({ cache: true, temperature: 0 }).invoke('a question of its own');
    await world.model({ cache: true, temperature: 1 }).invoke('a question of its own');
    expect(world.asked()).toHaveLength(2);
  });

  it('answers a tool’s message alone only when it says which call it answers', async () => {
    await using world = await startChatWorld();
    const messages = [
      new HumanMessage('hi'),
      new ToolMessage({ content: 'It is sunny.', tool_call_id: 'x', status: 'error' }),
    ];
    await world.model().invoke(messages);
    expect(world.asked()[0]).toMatchObject({ messages: [{}, { role: 'tool', tool_call_id: 'x' }] });
    await expect(world.model().invoke([new ChatMessage('a', 'tool')])).rejects.toMatchObject({ code: 'invalid' });
  });
});
