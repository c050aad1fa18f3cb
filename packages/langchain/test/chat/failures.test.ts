import { inspect } from 'node:util';
import { EarmarkError, createClient } from '@earmark/core';
import type { ScriptedAnswer } from '@earmark/emulator';
import { describe, expect, it, vi } from 'vitest';
import { ChatAssemblyAI } from '../../src/index.ts';
import { type ChatWorld, answer, chatRoute, key, piece, reasonOf, startChatWorld, streamed, whole } from './world.ts';

const invoked = async ({ model }: ChatWorld, signal?: AbortSignal) =>
  await model().invoke('hi', signal === undefined ? {} : { signal });
const read = async ({ model }: ChatWorld, signal?: AbortSignal) =>
  await whole(await model().stream('hi', signal === undefined ? {} : { signal }));
const ways = [
  ['invoke', invoked],
  ['stream', read],
] as const;

describe.each(ways)('%s', (_, ask) => {
  it.each<[string, ScriptedAnswer, object]>([
    [
      'the envelope of requests',
      {
        status: 400,
        body: { code: 400, message: 'invalid request body', metadata: { errors: ['model x is not supported'] } },
      },
      { code: 'invalid', status: 400, lc_error_code: 'MODEL_NOT_FOUND' },
    ],
    [
      'the envelope of authentication',
      { status: 401, body: { error: `Authentication error for ${key}`, status: 'error', request_id: 'r' } },
      { code: 'auth', status: 401, lc_error_code: 'MODEL_AUTHENTICATION', requestId: 'r' },
    ],
    [
      'the envelope of models',
      { status: 500, body: { error: { code: 500, message: 'the model failed' } } },
      { code: 'service' },
    ],
    [
      'a limit',
      { status: 429, headers: { 'retry-after': '7' }, body: { code: 429, message: 'too many requests' } },
      { code: 'rate_limited', status: 429, headers: { 'retry-after': '7' }, lc_error_code: 'MODEL_RATE_LIMIT' },
    ],
    ['a closed connection', { reset: true }, { code: 'network' }],
  ])('reads %s, asks once, and tells no key', async (__, scripted, expected) => {
    await using world = await startChatWorld({ [chatRoute]: [{ ...scripted, times: 'always' }] });
    const error = await reasonOf(ask(world));
    expect(EarmarkError.is(error)).toBe(true);
    expect(error).toMatchObject(expected);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(key);
    expect(world.asked()).toHaveLength(1);
  });

  it('ends at once with the caller’s reason, when nothing answers', async () => {
    const reason = new RangeError('the user went away');
    await using world = await startChatWorld({ [chatRoute]: [{ hang: true }] });
    const controller = new AbortController();
    const seen = reasonOf(ask(world, controller.signal));
    await vi.waitFor(() => expect(world.asked()).toHaveLength(1));
    controller.abort(reason);
    expect(await seen).toBe(reason);
  });
});

describe('a failed call is never an empty message', () => {
  it.each<[string, ScriptedAnswer]>([
    ['no choice', answer([])],
    [
      'neither text nor call',
      answer([{ message: { role: 'assistant', content: null }, finish_reason: 'content_filter' }]),
    ],
    ['a provider’s failure', answer([{ message: { content: '' } }], { llm_status_code: 503 })],
    ['an error with status 200', { status: 200, body: { error: 'upstream', status: 'error' } }],
    ['a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' }],
  ])('but an error, for %s', async (_, scripted) => {
    await using world = await startChatWorld({ [chatRoute]: [scripted] });
    expect(EarmarkError.is(await reasonOf(invoked(world)))).toBe(true);
  });

  it.each<[string, ScriptedAnswer]>([
    ['an end before the beginning', streamed([])],
    ['an end without a word', streamed([piece({ role: 'assistant' }), piece({}, 'content_filter')])],
    ['an error in the middle', streamed([piece({ content: 'a' }), { error: { code: 500, message: 'failed' } }])],
    ['a cut', streamed([piece({ content: 'a' })], '')],
  ])('but an error, for a stream with %s', async (_, scripted) => {
    await using world = await startChatWorld({ [chatRoute]: [scripted] });
    expect(EarmarkError.is(await reasonOf(read(world)))).toBe(true);
  });
});

describe('trying again', () => {
  it.each(ways)('is LangChain’s alone: %s asks once more with `maxRetries: 1`', async (way) => {
    const busy = { status: 429, headers: { 'retry-after': '0' }, body: { code: 429, message: 'too many requests' } };
    await using world = await startChatWorld({ [chatRoute]: [{ ...busy, times: 'always' }] });
    const model = world.model({ maxRetries: 1 });
    const asked = way === 'invoke' ? model.invoke('hi') : model.stream('hi').then(whole);
    const error = await reasonOf(asked);
    expect(error).toMatchObject({ code: 'rate_limited' });
    expect(world.asked()).toHaveLength(2);
  });

  it('succeeds in the end, and leaves what cannot succeed alone', async () => {
    const failed = { status: 500, body: { error: { code: 500, message: 'the model failed' } } };
    await using world = await startChatWorld({
      [chatRoute]: [failed, answer([{ message: { content: 'yes' } }]), { ...failed, status: 422 }],
    });
    const model = world.model({ maxRetries: 2 });
    expect((await model.invoke('hi')).text).toBe('yes');
    await expect(model.invoke('hi')).rejects.toMatchObject({ code: 'invalid', status: 422 });
    expect(world.asked()).toHaveLength(3);
  });

  it('shows LangChain’s caller a status, and how long to wait', async () => {
    const busy = { status: 429, headers: { 'retry-after': '7' }, body: { code: 429, message: 'too many requests' } };
    await using world = await startChatWorld({ [chatRoute]: [busy] });
    const heard: unknown[] = [];
    const onFailedAttempt = (error: unknown): never => {
      heard.push(error);
      throw error;
    };
    await reasonOf(world.model({ maxRetries: 3, onFailedAttempt }).invoke('hi'));
    expect(heard).toMatchObject([{ status: 429, headers: { 'retry-after': '7' } }]);
  });

  it('is not for a stream that has begun', async () => {
    await using world = await startChatWorld({
      [chatRoute]: [{ ...streamed([piece({ content: 'a' })], ''), times: 'always' }],
    });
    const error = await reasonOf(whole(await world.model({ maxRetries: 1 }).stream('hi')));
    expect(error).toMatchObject({ code: 'protocol' });
    expect(world.asked()).toHaveLength(1);
  });
});

it('an abort in the middle of a stream ends it with the caller’s reason', async () => {
  await using world = await startChatWorld();
  const controller = new AbortController();
  const reason = new RangeError('heard enough');
  const heard: string[] = [];
  const listen = async (): Promise<void> => {
    for await (const chunk of await world.model().stream('The cat is red. Which cat?', { signal: controller.signal })) {
      heard.push(chunk.text);
      controller.abort(reason);
    }
  };
  expect(await reasonOf(listen())).toBe(reason);
  expect(heard).toEqual(['“The']);
});

it('an abort while it waits to try again ends it as well, with a reason that need not be an error', async () => {
  const busy = { status: 429, headers: { 'retry-after': '5' }, body: { code: 429, message: 'too many requests' } };
  await using world = await startChatWorld({ [chatRoute]: [busy] });
  const controller = new AbortController();
  const onFailedAttempt = (): void => controller.abort('gone');
  const model = world.model({ maxRetries: 3, onFailedAttempt });
  expect(await reasonOf(model.invoke('hi', { signal: controller.signal }))).toBe('gone');
  expect(world.asked()).toHaveLength(1);
});

it('`timeout` ends an answer that does not come, and says so', async () => {
  await using world = await startChatWorld({ [chatRoute]: [{ hang: true }] });
  const error = await reasonOf(world.model({ timeout: 20, maxRetries: 3 }).invoke('hi'));
  expect(error).toMatchObject({ code: 'timeout', message: expect.stringContaining('20 ms') as string });
});

it('without a key, the error says where to get one from', async () => {
  vi.stubEnv('ASSEMBLYAI_API_KEY', '');
  const error = await reasonOf(new ChatAssemblyAI({ model: 'any' }).invoke('hi'));
  vi.unstubAllEnvs();
  expect(error).toMatchObject({ code: 'auth', message: expect.stringContaining('ASSEMBLYAI_API_KEY') as string });
});

it('a client of the caller’s own is used as it is', async () => {
  await using world = await startChatWorld();
  const client = createClient({ apiKey: 'any', llmGatewayUrl: `${world.emulator.url}/v1` });
  const { text } = await new ChatAssemblyAI({ model: 'any', client }).invoke('The cat is red. Which cat?');
  expect(text).toBe('“The cat is red.”');
});
