import { describe, expect, it } from 'vitest';
import { connect } from '../client.ts';
import { start } from '../world.ts';

const passages = [
  'Answer from the passages and cite them like [1].',
  '[1] Speaker A, 0:04: The beta will launch on Tuesday. Is the recorder ready?',
  '[2] Speaker B, 0:19: The budget for the studio is four thousand dollars. We spent half.',
].join('\n');

function ask(question: string, context = passages) {
  return {
    model: 'any',
    messages: [
      { role: 'system', content: context },
      { role: 'user', content: question },
    ],
  };
}

interface Completion {
  readonly request_id: string;
  readonly choices: readonly { message: { role: string; content: string }; finish_reason: string }[];
  readonly request: { model: string };
  readonly usage: { input_tokens: number; output_tokens: number; total_tokens: number };
}

async function answer(body: object): Promise<Completion> {
  const { client } = await start();
  const response = await client.post('/v1/chat/completions', body);
  expect(response.status).toBe(200);
  return (await response.json()) as Completion;
}

async function content(body: object): Promise<string | undefined> {
  return (await answer(body)).choices[0]?.message.content;
}

describe('the gateway', () => {
  it('quotes the sentence that answers, with its mark', async () => {
    expect(await content(ask('When will the beta launch?'))).toBe('“The beta will launch on Tuesday.” [1]');
    expect(await content(ask('How much is the budget of the studio?'))).toBe(
      '“The budget for the studio is four thousand dollars.” [2]',
    );
  });

  it('says so when the passages do not answer', async () => {
    expect(await content(ask('Who won the football match?'))).toBe('The passages do not answer that.');
    expect(await content(ask('What is it about?'))).toBe('The passages do not answer that.');
  });

  it('never quotes instructions where there are marked passages', async () => {
    expect(await content(ask('Which passages should I cite?'))).toBe('The passages do not answer that.');
  });

  it('never quotes the question', async () => {
    const alone = { model: 'any', messages: [{ role: 'user', content: 'When will the beta launch?' }] };
    expect(await content(alone)).toBe('The passages do not answer that.');
  });

  it('takes passages and question from one message, from parts, and from a prompt', async () => {
    const text = `${passages}\n\nQuestion: When will the beta launch?`;
    const said = '“The beta will launch on Tuesday.” [1]';
    expect(await content({ model: 'any', prompt: text })).toBe(said);
    expect(await content({ model: 'any', messages: [{ role: 'user', content: text }] })).toBe(said);
    const parts = text.split('\n').map((line) => ({ type: 'text', text: line }));
    expect(await content({ model: 'any', messages: [{ role: 'user', content: parts }] })).toBe(said);
  });

  it('answers in the documented shape', async () => {
    const completion = await answer({ ...ask('When will the beta launch?'), model: 'some-model' });
    expect(completion.request_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(completion.request.model).toBe('some-model');
    expect(completion.choices).toHaveLength(1);
    expect(completion.choices[0]).toMatchObject({ message: { role: 'assistant' }, finish_reason: 'stop' });
    const { input_tokens, output_tokens, total_tokens } = completion.usage;
    expect(output_tokens).toBeGreaterThan(0);
    expect(total_tokens).toBe(input_tokens + output_tokens);
  });
});

describe('the gateway refuses', () => {
  it.each([
    ['no model', { messages: [{ role: 'user', content: 'a' }] }, 'model is required'],
    ['no messages', { model: 'any' }, 'one of messages or prompt required'],
    ['an empty list of messages', { model: 'any', messages: [] }, 'one of messages or prompt required'],
    ['a message that is null', { model: 'any', messages: [null] }, 'every message must be an object'],
    ['half a JSON', '{', 'Invalid JSON in request body'],
  ])('%s, in its own envelope', async (_what, body, error) => {
    const { client } = await start();
    const response = await client.post('/v1/chat/completions', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      code: 400,
      message: 'invalid request body',
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      metadata: { errors: [error] },
    });
  });

  it('an unknown key, in its own envelope, and takes a known one with or without Bearer', async () => {
    const { emulator } = await start({ engine: 'fixtures', keys: ['right'] });
    const statusOf = async (key: string) =>
      (await connect(emulator.url, key).post('/v1/chat/completions', ask('When?'))).status;
    expect(await Promise.all(['right', 'Bearer right', 'Bearer wrong', 'Bearer '].map(statusOf))).toEqual([
      200, 200, 401, 401,
    ]);
    const response = await connect(emulator.url, 'wrong').post('/v1/chat/completions', ask('When?'));
    expect(await response.json()).toEqual({
      error: 'Authentication error, API token missing/invalid',
      status: 'error',
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    });
  });
});

it('the list of models needs no key', async () => {
  const { emulator } = await start({ engine: 'fixtures', keys: ['right'] });
  const response = await fetch(`${emulator.llmGatewayUrl}/models`);
  expect([response.status, await response.json()]).toMatchObject([
    200,
    { object: 'list', data: [{ id: 'earmark-extractive', object: 'model' }] },
  ]);
});
