// The eight promises of ChatModelUnitTests, LangChain's own list for every chat model, by its names:
// https://github.com/langchain-ai/langchainjs/tree/main/internal/standard-tests
import { HumanMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { ChatAssemblyAI } from '../../src/index.ts';
import { reasonOf, startChatWorld } from './world.ts';

const fields = { model: 'any', temperature: 0, maxTokens: 100, timeout: 60, stopSequences: [], maxRetries: 2 };
const person = z.object({ name: z.string(), age: z.number().int().positive() }).describe('A person');
const personTool = tool((input) => JSON.stringify(input), { name: 'PersonTool', description: 'A', schema: person });

describe('a chat model of LangChain’s (unit)', () => {
  it('testChatModelInit', () => {
    expect(new ChatAssemblyAI(fields)).toMatchObject({ model: 'any', temperature: 0, maxTokens: 100, timeout: 60 });
  });

  it('testChatModelInitApiKey', () => {
    expect(new ChatAssemblyAI({ ...fields, apiKey: 'test' })).toMatchObject({ model: 'any' });
  });

  it('testChatModelInitStreaming', () => {
    expect(new ChatAssemblyAI({ ...fields, streaming: true }).streaming).toBe(true);
  });

  it('testChatModelWithBindTools', () => {
    expect(new ChatAssemblyAI(fields).bindTools([personTool])).toMatchObject({
      config: { tools: [{ type: 'function', function: { name: 'PersonTool', parameters: { type: 'object' } } }] },
    });
  });

  it('testChatModelWithStructuredOutput', () => {
    expect(new ChatAssemblyAI(fields).withStructuredOutput(person).invoke).toBeTypeOf('function');
  });

  it('testStandardParams', () => {
    const params = new ChatAssemblyAI({ ...fields, stop: ['end'] }).getLsParams({});
    expect(params).toEqual({
      ls_provider: 'assemblyai',
      ls_model_name: 'any',
      ls_model_type: 'chat',
      ls_temperature: 0,
      ls_max_tokens: 100,
      ls_stop: ['end'],
    });
    expect(Object.keys(new ChatAssemblyAI({ model: 'any' }).getLsParams({}))).toHaveLength(6);
  });

  it('testInvokeThrowsWithAbortedSignal', async () => {
    await using world = await startChatWorld();
    const reason = new Error('enough');
    const call = world.model().invoke([new HumanMessage('hello')], { signal: AbortSignal.abort(reason) });
    expect(await reasonOf(call)).toBe(reason);
    expect(world.asked()).toEqual([]);
  });

  it('testStreamReturnsEarlyWithAbortedSignal', async () => {
    await using world = await startChatWorld();
    const heard = vi.fn<(chunk: unknown) => void>();
    const read = async (): Promise<void> => {
      const stream = await world.model().stream([new HumanMessage('hello')], { signal: AbortSignal.abort() });
      for await (const chunk of stream) heard(chunk);
    };
    expect(await reasonOf(read())).toMatchObject({ name: 'AbortError' });
    expect(heard).not.toHaveBeenCalled();
    expect(world.asked()).toEqual([]);
  });
});
