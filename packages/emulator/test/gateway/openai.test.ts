import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { expect, it } from 'vitest';
import type { EmulatorOptions } from '../../src/index.ts';
import { start } from '../world.ts';

async function connectOpenAi(options: EmulatorOptions = { engine: 'fixtures', keys: ['right'] }) {
  const { emulator } = await start(options);
  return new OpenAI({ baseURL: emulator.llmGatewayUrl, apiKey: 'right', maxRetries: 0 });
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const model = 'any';
const messages: ChatCompletionMessageParam[] = [
  { role: 'system', content: 'The beta will launch on Tuesday. The studio is closed.' },
  { role: 'user', content: 'When will the beta launch?' },
];
const said = '“The beta will launch on Tuesday.”';

it('the OpenAI SDK completes a chat', async () => {
  const client = await connectOpenAi();
  const completion = await client.chat.completions.create({ model, messages });
  expect(completion.choices[0]?.message.content).toBe(said);
  expect(completion.usage?.completion_tokens).toBe(6);
});

it('the OpenAI SDK streams a chat word by word, with its usage last', async () => {
  const client = await connectOpenAi();
  const stream = await client.chat.completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks = await collect(stream);
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(said);
  expect(chunks.length).toBeGreaterThan(6);
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
  expect(chunks.at(-1)).toMatchObject({
    object: 'chat.completion.chunk',
    choices: [],
    usage: { completion_tokens: 6 },
  });
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
});

it('the OpenAI SDK walks a loop of tools', async () => {
  const client = await connectOpenAi();
  const ran: unknown[] = [];
  const runner = client.chat.completions.runTools({
    model,
    messages: [{ role: 'user', content: 'What is the weather in Oslo?' }],
    tools: [
      {
        type: 'function',
        function: {
          name: 'get_weather',
          description: 'The weather of a city',
          parse: JSON.parse,
          parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
          function: (values: object) => {
            ran.push(values);
            return 'The weather in Oslo is cold.';
          },
        },
      },
    ],
  });
  expect(await runner.finalContent()).toBe('“The weather in Oslo is cold.”');
  expect(ran).toEqual([{ city: 'Oslo' }]);
});

it('the OpenAI SDK assembles a streamed tool call', async () => {
  const client = await connectOpenAi();
  const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
  const stream = client.chat.completions.stream({
    model,
    messages: [{ role: 'user', content: 'What is the weather in New York?' }],
    tools: [{ type: 'function', function: { name: 'get_weather', parameters } }],
  });
  const message = await stream.finalMessage();
  expect(message.content ?? null).toBeNull();
  expect(message.tool_calls).toMatchObject([
    { type: 'function', function: { name: 'get_weather', arguments: '{"city":"New York"}' } },
  ]);
});

it('the OpenAI SDK gets a structured answer', async () => {
  const client = await connectOpenAi();
  const schema = { type: 'object', properties: { day: { enum: ['Monday', 'Tuesday'] } }, required: ['day'] };
  const completion = await client.chat.completions.parse({
    model,
    messages,
    response_format: { type: 'json_schema', json_schema: { name: 'day', schema } },
  });
  expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toEqual({ day: 'Tuesday' });
});

it('the OpenAI SDK lists models, and hears a refusal', async () => {
  const client = await connectOpenAi({ engine: 'fixtures', llmModels: ['one', 'two'] });
  const ids = (await collect(client.models.list())).map(({ id }) => id);
  expect(ids).toEqual(['one', 'two']);
  await expect(client.chat.completions.create({ model, messages })).rejects.toMatchObject({ status: 400 });
});
