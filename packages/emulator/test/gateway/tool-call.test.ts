import { describe, expect, it } from 'vitest';
import { chat, content } from './chat.ts';

function tool(name: string, description: string, parameters: object = {}) {
  return { type: 'function', function: { name, description, parameters } };
}

const weather = tool('get_weather', 'Looks up the weather of a city', {
  type: 'object',
  properties: { city: { type: 'string' }, unit: { enum: ['celsius', 'fahrenheit'] }, days: { type: 'integer' } },
  required: ['city', 'unit', 'days'],
});
const transcribe = tool('transcribe', 'Turns a recording into text', {
  type: 'object',
  properties: { audio_url: { type: 'string' }, speaker_labels: { type: 'boolean' }, note: { type: 'string' } },
  required: ['audio_url', 'speaker_labels'],
});
const tools = [weather, transcribe];
const messages = [{ role: 'user', content: 'What is the weather in New York for 3 days, in Fahrenheit?' }];
const force = (name: string) => ({ type: 'function', function: { name } });

async function callOf(body: object) {
  const call = (await chat({ tools, ...body })).choices[0]?.message.tool_calls?.[0];
  return call && [call.function.name, JSON.parse(call.function.arguments) as unknown];
}

describe('with tools', () => {
  it('the one that shares most with the question is called, with arguments out of the question', async () => {
    expect(await callOf({ messages })).toEqual(['get_weather', { city: 'New York', unit: 'fahrenheit', days: 3 }]);
  });

  it('only what is required is filled, links are found, and a boolean is false', async () => {
    const prompt = 'Please transcribe the recording at https://example.com/a.mp3?x=1.';
    expect(await callOf({ prompt })).toEqual([
      'transcribe',
      { audio_url: 'https://example.com/a.mp3?x=1', speaker_labels: false },
    ]);
  });

  it('what is not in the question gets the schema’s first value and least number', async () => {
    const [name, values] = (await callOf({ prompt: 'What about the "weather"?' })) ?? [];
    expect([name, values]).toEqual(['get_weather', { city: 'weather', unit: 'celsius', days: 0 }]);
  });

  it('the calls are on the message and on the choice, and the content is null', async () => {
    const [choice] = (await chat({ tools, messages })).choices;
    expect(choice).toMatchObject({ message: { role: 'assistant', content: null }, finish_reason: 'tool_calls' });
    expect(choice?.tool_calls).toEqual(choice?.message.tool_calls);
    expect(choice?.tool_calls?.[0]).toMatchObject({ id: expect.stringMatching(/^call_\w+$/) as unknown });
  });

  it('a forced tool is called, and a question that fits none is answered', async () => {
    expect((await callOf({ messages, tool_choice: force('transcribe') }))?.[0]).toBe('transcribe');
    expect(await callOf({ messages, tool_choice: 'none' })).toBeUndefined();
    expect(await content({ tools, prompt: 'The launch is on Tuesday. When is the launch?' })).toBe(
      '“The launch is on Tuesday.”',
    );
  });
});

const after = (result: string) => [
  ...messages,
  { role: 'assistant', content: null, tool_calls: [] },
  { role: 'tool', tool_call_id: 'call_1', content: result },
];

describe('after tools answered', () => {
  it('their results are quoted, and no tool is called again, forced or not', async () => {
    const body = { tools, messages: after('The sun shines. The weather in New York is mild.') };
    expect(await content(body)).toBe('“The weather in New York is mild.”');
    expect(await content({ ...body, tool_choice: force('get_weather') })).toBe('“The weather in New York is mild.”');
  });

  it('a result that shares no word with the question is quoted all the same', async () => {
    expect(await content({ tools, messages: after('{"report":"Mild and sunny.","t":21}') })).toBe('“Mild and sunny.”');
    expect(await content({ tools, messages: after('{"t":21}') })).toBe('“{"t":21}”');
  });

  it('a new question may call a tool again', async () => {
    const again = [...after('Mild.'), { role: 'assistant', content: '“Mild.”' }, ...messages];
    expect((await callOf({ messages: again }))?.[0]).toBe('get_weather');
  });
});
