import { describe, expect, it } from 'vitest';
import { chat, content, refusal, send } from './chat.ts';

const prompt = 'The launch is on Tuesday morning. When is the launch?';

describe('the gateway refuses', () => {
  it.each([
    ['max_tokens of 0', { max_tokens: 0 }, 'max_tokens must be an integer of at least 1'],
    ['half a token', { max_tokens: 1.5 }, 'max_tokens must be an integer of at least 1'],
    ['a temperature above 2', { temperature: 2.1 }, 'temperature must be between 0 and 2'],
    ['a temperature below 0', { temperature: -0.1 }, 'temperature must be between 0 and 2'],
    ['a region', { model_region: 'eu' }, 'model_region can only be set to global'],
    ['deep fallbacks', { fallback_config: { depth: 3 } }, 'fallback_config depth cannot be greater than 2'],
    ['a fallback without model', { fallbacks: [{}] }, 'every fallback must name a model'],
    ['what it does not know', { logit_bias: {} }, 'unsupported parameter: logit_bias'],
    ['tool_choice required', { tool_choice: 'required' }, 'tool_choice must be none, auto or a function'],
    [
      'forcing a tool that is not there',
      { tool_choice: { type: 'function', function: { name: 'gone' } } },
      'tool_choice names a function that is not among the tools',
    ],
    ['another step', { post_processing_steps: [{ type: 'x' }] }, /may only have steps of type json-repair/],
    ['an image', { prompt: '', messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }, /of type text/],
    ['an unknown role', { prompt: '', messages: [{ role: 'developer', content: 'a' }] }, /^role must be one of/],
  ])('%s', async (_what, extra, error) => {
    expect(await refusal({ prompt, ...extra })).toEqual([400, expect.stringMatching(error) as unknown]);
  });

  it('models that are not on the list, when there is one', async () => {
    const options = { engine: 'fixtures', llmModels: ['gpt-5'] } as const;
    expect(await refusal({ prompt, model: 'gpt-6' }, options)).toEqual([400, 'model gpt-6 is not supported']);
    expect((await send({ prompt, model: 'gpt-5' }, options)).status).toBe(200);
  });
});

it('everything documented is accepted', async () => {
  const response = await send({
    prompt,
    max_tokens: 10,
    temperature: 2,
    stream: false,
    tool_choice: 'none',
    fallbacks: [{ model: 'other' }],
    fallback_config: { depth: 2, retry: false },
    post_processing_steps: [{ type: 'json-repair' }],
    reasoning: { effort: 'low' },
    cache_control: { type: 'ephemeral', ttl: '5m' },
    model_region: 'global',
  });
  expect(response.status).toBe(200);
});

it('an answer longer than max_tokens is cut there, and says so', async () => {
  const { choices, usage } = await chat({ prompt, max_tokens: 3 });
  expect(choices[0]).toMatchObject({ message: { content: '“The launch is' }, finish_reason: 'length' });
  expect(usage['output_tokens']).toBe(3);
  expect((await chat({ prompt, max_tokens: 6 })).choices[0]?.finish_reason).toBe('stop');
  expect(await content({ prompt, max_tokens: 6 })).toBe('“The launch is on Tuesday morning.”');
});

it('usage is told in both vocabularies, beside the fields of OpenAI', async () => {
  const completion = await chat({ prompt, model: 'some-model' });
  expect(completion).toMatchObject({ object: 'chat.completion', model: 'some-model' });
  expect(completion.created).toBeCloseTo(Date.now() / 1000, -2);
  const { input_tokens, output_tokens, total_tokens, prompt_tokens, completion_tokens } = completion.usage;
  expect([prompt_tokens, completion_tokens, total_tokens]).toEqual([10, 6, 16]);
  expect([input_tokens, output_tokens]).toEqual([10, 6]);
});
