import { describe, expect, it } from 'vitest';
import { type ChatParams, toToolCalls } from '../src/index.ts';
import { errorOf, startWorld } from './world.ts';

const chat = 'POST /v1/chat/completions';
const question: ChatParams = { model: 'any', messages: [{ role: 'user', content: 'When is the launch?' }] };

describe('chat', () => {
  it('resolves with an answer, unknown keys included', async () => {
    await using world = await startWorld();
    const answer = await world.client.llm.chat(question);
    expect(answer.choices[0]?.message.content).toEqual(expect.any(String));
    expect(answer).toMatchObject({ usage: { total_tokens: expect.any(Number) as number } });
  });

  it('sends 0, false, "" and unknown keys, and never undefined', async () => {
    await using world = await startWorld();
    const sent = { ...question, temperature: 0, max_tokens: 1, prefix: '', fallbacks: [{ model: 'b' }], stream: false };
    const params = Object.freeze({ ...sent, tools: undefined });
    // The gateway refuses what it does not know, in its own words: that is not for a client to guess.
    expect((await errorOf(world.client.llm.chat(params))).serviceMessage).toContain('unsupported parameter: prefix');
    expect(world.emulator.journal.map(({ path, json }) => [path, json])).toEqual([['/v1/chat/completions', sent]]);
    expect(params).toEqual({ ...sent, tools: undefined });
  });

  it.each([
    ['model', { messages: [] }],
    ['messages', { model: 'any' }],
    ['messages.0.role', { model: 'any', messages: [{ role: 'poet', content: 'a' }] }],
    ['temperature', { ...question, temperature: 'hot' }],
  ])('refuses a wrong `%s` before anything is sent', async (field, params) => {
    await using world = await startWorld();
    const error = await errorOf(world.client.llm.chat(params as ChatParams));
    expect(error).toMatchObject({ code: 'invalid', status: undefined });
    expect(error.message).toContain(`\`${field}\``);
    expect(world.emulator.journal).toEqual([]);
  });

  it.each([
    ['the envelope of authentication', 401, { error: 'Your plan does not have access to the LLM Gateway' }, 'account'],
    [
      'the envelope of requests',
      400,
      { code: 400, message: 'invalid request body', metadata: { errors: ['no model'] } },
      'invalid',
    ],
    ['the envelope of models', 500, { error: { code: 500, message: 'the model failed' } }, 'service'],
  ])('reads %s', async (_, status, body, code) => {
    await using world = await startWorld({ [chat]: [{ status, body }] });
    const error = await errorOf(world.client.llm.chat(question));
    expect(error).toMatchObject({ code, status });
    expect(error.serviceMessage).toMatch(/LLM Gateway$|^invalid request body: no model$|^the model failed$/);
  });

  it('without any choice is a protocol error, not an empty answer', async () => {
    await using world = await startWorld({ [chat]: [{ status: 200, body: { choices: [] } }] });
    const error = await errorOf(world.client.llm.chat(question));
    expect(error.code).toBe('protocol');
    expect(error.message).toContain('`choices`');
  });
});

it('models are listed', async () => {
  await using world = await startWorld();
  const { data } = await world.client.llm.models();
  expect(data).toMatchObject([{ id: expect.any(String) as string }]);
});

describe('what a caller does itself', () => {
  it('is not done twice: with `retries: 0` a busy gateway is asked once', async () => {
    await using world = await startWorld({
      [chat]: [{ status: 429, headers: { 'retry-after': '0' }, times: 'always' }],
    });
    expect(await errorOf(world.client.llm.chat(question, { retries: 0 }))).toMatchObject({ code: 'rate_limited' });
    expect(world.emulator.journal).toHaveLength(1);
  });

  it('tool calls are found beside a message whose own list is empty', () => {
    const call = { id: '1', type: 'function' as const, function: { name: 'look', arguments: '{}' } };
    expect(toToolCalls({ choices: [{ message: { tool_calls: [] }, tool_calls: [call] }] })).toEqual([call]);
  });
});
