// The promises of ChatModelIntegrationTests, LangChain's own list for every chat model, by its names, against the
// emulator's gateway: https://github.com/langchain-ai/langchainjs/tree/main/internal/standard-tests
import { AIMessage, AIMessageChunk, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { InMemoryCache } from '@langchain/core/caches';
import { describe, expect, it } from 'vitest';
import { startChatWorld, whole } from './world.ts';

const hello = 'Hello is what people say. What do people say?';

describe('a chat model of LangChain’s (integration)', () => {
  it('testInvoke', async () => {
    await using world = await startChatWorld();
    const result = await world.model().invoke(hello);
    expect(result).toBeInstanceOf(AIMessage);
    expect(result.text).toBe('“Hello is what people say.”');
  });

  it('testStream', async () => {
    await using world = await startChatWorld();
    const chunks: AIMessageChunk[] = [];
    for await (const chunk of await world.model().stream(hello)) chunks.push(chunk);
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.every((chunk) => chunk instanceof AIMessageChunk)).toBe(true);
    expect(chunks.map(({ text }) => text).join('')).toBe('“Hello is what people say.”');
  });

  it('testBatch', async () => {
    await using world = await startChatWorld();
    const results = await world.model().batch(['The cat is red. Which cat?', 'The dog is blue. Which dog?']);
    expect(results.map(({ text }) => text)).toEqual(['“The cat is red.”', '“The dog is blue.”']);
    expect(results.every((result) => result instanceof AIMessage)).toBe(true);
  });

  it('testStreamEvents', async () => {
    await using world = await startChatWorld();
    const events: { event: string; data: { chunk?: AIMessageChunk; output?: AIMessageChunk } }[] = [];
    for await (const event of world.model().streamEvents(hello, { version: 'v2' })) events.push(event);
    expect(events.length).toBeGreaterThanOrEqual(3);
    expect(events[0]?.event).toBe('on_chat_model_start');
    expect(events[Math.floor(events.length / 2)]?.event).toBe('on_chat_model_stream');
    expect(events.at(-1)?.event).toBe('on_chat_model_end');
    const said = events.flatMap(({ data }) => data.chunk?.text ?? []).join('');
    expect(events.at(-1)?.data.output?.text).toBe(said);
    expect(said).toBe('“Hello is what people say.”');
  });

  it('testConversation', async () => {
    await using world = await startChatWorld();
    const messages = [new HumanMessage('The sky is blue.'), new AIMessage('Noted.'), new HumanMessage('What is blue?')];
    const result = await world.model().invoke(messages);
    expect(result).toBeInstanceOf(AIMessage);
    expect(result.text).toBe('“The sky is blue.”');
    expect(world.asked()[0]).toMatchObject({
      messages: [
        { role: 'user', content: 'The sky is blue.' },
        { role: 'assistant', content: 'Noted.' },
        { role: 'user', content: 'What is blue?' },
      ],
    });
  });

  it('testDoubleMessageConversation', async () => {
    await using world = await startChatWorld();
    const result = await world
      .model()
      .invoke([
        new SystemMessage('hello'),
        new SystemMessage('hello'),
        new HumanMessage('hello'),
        new HumanMessage('The sky is blue.'),
        new AIMessage('hello'),
        new AIMessage('hello'),
        new HumanMessage('What is blue?'),
      ]);
    expect(result).toBeInstanceOf(AIMessage);
    expect(result.text).toBe('“The sky is blue.”');
  });

  it('testUsageMetadata', async () => {
    await using world = await startChatWorld();
    const { usage_metadata, response_metadata } = await world.model().invoke(hello);
    const number = expect.any(Number) as number;
    expect(usage_metadata).toEqual({ input_tokens: number, output_tokens: number, total_tokens: number });
    expect(response_metadata).toMatchObject({ model: 'earmark-extractive', finish_reason: 'stop' });
  });

  it('testUsageMetadataStreaming', async () => {
    await using world = await startChatWorld();
    const invoked = await world.model().invoke(hello);
    expect(await whole(await world.model().stream(hello))).toMatchObject({
      usage_metadata: invoked.usage_metadata,
      response_metadata: { model: 'earmark-extractive', finish_reason: 'stop' },
    });
  });

  it('testStopSequence', async () => {
    await using world = await startChatWorld();
    const atCall = await world.model().invoke(hello, { stop: ['people'] });
    const atStart = await world.model({ stop: ['people'] }).invoke(hello);
    const inStream = await whole(await world.model({ stopSequences: ['people say'] }).stream(hello));
    expect([atCall.text, atStart.text, inStream.text]).toEqual(Array(3).fill('“Hello is what '));
    expect(inStream.response_metadata).toMatchObject({ finish_reason: 'stop' });
    expect(world.asked().some((body) => 'stop' in body)).toBe(false);
  });

  it('testCacheComplexMessageTypes', async () => {
    await using world = await startChatWorld();
    const model = world.model({ cache: new InMemoryCache(new Map()) });
    const message = new HumanMessage({ content: [{ type: 'text', text: hello }] });
    const first = await model.invoke([message]);
    const second = await model.invoke([message]);
    expect(second.content).toEqual(first.content);
    expect(second).toBeInstanceOf(AIMessage);
    expect(world.asked()).toHaveLength(1);
  });

  it('testStandardTextContentBlocks', async () => {
    await using world = await startChatWorld();
    const content = [{ type: 'text', source_type: 'text', text: hello }];
    const { text } = await world.model().invoke([new HumanMessage({ content })]);
    expect(text).toBe('“Hello is what people say.”');
  });

  // The gateway takes text alone: what cannot be heard is refused, and never left out in silence.
  it.each([
    ['testStandardImageContentBlocks', { type: 'image', source_type: 'url', url: 'https://example.com/a.png' }],
    ['testStandardAudioContentBlocks', { type: 'audio', source_type: 'base64', data: 'UklG', mime_type: 'audio/wav' }],
    ['testStandardFileContentBlocks', { type: 'file', source_type: 'base64', data: 'SGVs', mime_type: 'text/plain' }],
  ])('%s', async (_, block) => {
    await using world = await startChatWorld();
    const call = world.model().invoke([new HumanMessage({ content: [{ type: 'text', text: 'See:' }, block] })]);
    await expect(call).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(`\`${block.type}\``) as string,
    });
    expect(world.asked()).toEqual([]);
  });
});
