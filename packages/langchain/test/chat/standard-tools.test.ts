// The promises of ChatModelIntegrationTests about tools and structured output, by LangChain's names:
// https://github.com/langchain-ai/langchainjs/tree/main/internal/standard-tests
import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage, type UsageMetadata } from '@langchain/core/messages';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableLambda } from '@langchain/core/runnables';
import { type StructuredToolParams, tool } from '@langchain/core/tools';
import { toJsonSchema } from '@langchain/core/utils/json_schema';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answer, chatRoute, piece, startChatWorld, streamed, whole } from './world.ts';

const adderSchema = z
  .object({ a: z.number().int().describe('The first.'), b: z.number().int().describe('The second.') })
  .describe('Add two integers, giving their sum');
const adder = tool(({ a, b }) => JSON.stringify({ result: a + b }), {
  name: 'AdderTool',
  description: 'Add two integers, giving their sum',
  schema: adderSchema,
});
const sum = ChatPromptTemplate.fromMessages([
  ['system', 'You are bad at math and must ALWAYS call the {toolName} function.'],
  ['human', 'What is the sum of 1836281973 and 19973286?'],
]);
const numbers = { a: 1836281973, b: 19973286 };
const weatherSchema = z.object({ location: z.string().describe('The place.') });
const weather = tool(() => 'The weather in San Francisco is 70 degrees and sunny.', {
  name: 'get_current_weather',
  description: 'Get the current weather for a location.',
  schema: weatherSchema,
});
const aboutWeather = "What's the weather like in San Francisco right now?";
const call = { name: 'AdderTool', args: { a: 1, b: 2 }, id: 'abc123', type: 'tool_call' as const };
const result = new ToolMessage({ content: '{"result":3}', tool_call_id: 'abc123', name: 'AdderTool' });

/** Keeps the options a run was started with. */
class Tracer extends BaseCallbackHandler {
  override name = 'tracer';
  options: unknown;

  override handleChatModelStart(
    _: unknown,
    __: unknown,
    ___: string,
    ____?: string,
    extra?: Record<string, unknown>,
  ): void {
    this.options = extra?.['options'];
  }
}

describe('a chat model of LangChain’s (tools)', () => {
  it('testToolCalling', async () => {
    await using world = await startChatWorld();
    const model = world.model().bindTools([adder]);
    const { tool_calls = [] } = await model.invoke('What is the sum of 1 and 2? Use the tool.');
    const id = expect.stringMatching(/^call_/) as string;
    expect(tool_calls).toEqual([{ type: 'tool_call', id, name: 'AdderTool', args: { a: 1, b: 2 } }]);
  });

  it('testBindToolsWithRunnableToolLike', async () => {
    await using world = await startChatWorld();
    const runnable = RunnableLambda.from(({ a, b }: z.infer<typeof adderSchema>) => String(a + b)).asTool({
      name: 'math_addition',
      description: 'Gives the sum',
      schema: adderSchema,
    });
    const model = world.model().bindTools([runnable]);
    const { tool_calls } = await sum.pipe(model).invoke({ toolName: 'math_addition' });
    expect(tool_calls).toMatchObject([{ type: 'tool_call', name: 'math_addition', args: numbers }]);
  });

  it('testBindToolsWithOpenAIFormattedTools', async () => {
    await using world = await startChatWorld();
    const parameters = toJsonSchema(adderSchema);
    const openai = { type: 'function', function: { name: 'math_addition', description: 'Gives the sum', parameters } };
    const { tool_calls } = await sum.pipe(world.model().bindTools([openai])).invoke({ toolName: 'math_addition' });
    expect(tool_calls).toMatchObject([{ name: 'math_addition', args: numbers }]);
    expect(world.asked()[0]).toMatchObject({ tools: [openai] });
  });

  it('testToolMessageHistoriesStringContent', async () => {
    await using world = await startChatWorld();
    const history = [new HumanMessage('What is 1 + 2'), new AIMessage({ content: '', tool_calls: [call] }), result];
    const answered = await world.model().bindTools([adder]).invoke(history);
    expect(answered).toBeInstanceOf(AIMessage);
    expect(world.asked()[0]).toMatchObject({
      messages: [
        { role: 'user', content: 'What is 1 + 2' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'abc123', type: 'function', function: { name: 'AdderTool', arguments: '{"a":1,"b":2}' } }],
        },
        { role: 'tool', content: '{"result":3}', tool_call_id: 'abc123' },
      ],
    });
  });

  it('testToolMessageHistoriesListContent', async () => {
    await using world = await startChatWorld();
    const content = [
      { type: 'text', text: 'some text' },
      { type: 'tool_use', id: 'abc123', name: 'AdderTool', input: call.args },
    ];
    const history = [new HumanMessage('What is 1 + 2'), new AIMessage({ content, tool_calls: [call] }), result];
    expect(await world.model().bindTools([adder]).invoke(history)).toBeInstanceOf(AIMessage);
    expect(world.asked()[0]).toMatchObject({
      messages: [{}, { content: 'some text', tool_calls: [{ id: 'abc123' }] }, {}],
    });
  });

  it('testStructuredFewShotExamples', async () => {
    await using world = await startChatWorld();
    const history = [
      new HumanMessage('What is the sum of 1 and 2'),
      new AIMessage({ content: '', tool_calls: [call] }),
      result,
      new AIMessage('{"result":3}'),
      new HumanMessage('What is the sum of 3 and 4'),
    ];
    const { tool_calls } = await world.model().bindTools([adder]).invoke(history);
    expect(tool_calls).toMatchObject([{ name: 'AdderTool', args: { a: 3, b: 4 } }]);
  });

  it.each(['jsonSchema', 'functionCalling'])('testWithStructuredOutput (%s)', async (method) => {
    await using world = await startChatWorld();
    const tracer = new Tracer();
    const model = world.model().withStructuredOutput(adderSchema, { name: 'math_addition', method });
    const found = await sum.pipe(model).invoke({ toolName: 'math_addition' }, { callbacks: [tracer] });
    expect(found).toEqual({ a: expect.any(Number) as number, b: expect.any(Number) as number });
    expect(tracer.options).toMatchObject({
      ls_structured_output_format: { kwargs: { method }, schema: toJsonSchema(adderSchema) },
    });
  });

  it.each(['jsonSchema', 'functionCalling'])('testWithStructuredOutputIncludeRaw (%s)', async (method) => {
    await using world = await startChatWorld();
    const config = { name: 'math_addition', method, includeRaw: true } as const;
    const model = world.model().withStructuredOutput(adderSchema, config);
    const { raw, parsed } = await sum.pipe(model).invoke({ toolName: 'math_addition' });
    expect(raw).toBeInstanceOf(AIMessage);
    expect(parsed).toEqual({ a: expect.any(Number) as number, b: expect.any(Number) as number });
  });

  it('testStreamTokensWithToolCalls', async () => {
    await using world = await startChatWorld();
    const message = await whole(await sum.pipe(world.model().bindTools([adder])).stream({ toolName: 'AdderTool' }));
    expect(message.tool_calls).toMatchObject([{ name: 'AdderTool', args: numbers }]);
    const usage: Partial<UsageMetadata> = { ...(message.usage_metadata as object | undefined) };
    expect(usage.input_tokens).toBeGreaterThan(0);
    expect(usage.output_tokens).toBeGreaterThan(0);
  });

  it.each(['testModelCanUseToolUseAIMessage', 'testModelCanUseToolUseAIMessageWithStreaming'])('%s', async (name) => {
    await using world = await startChatWorld();
    const model = world.model().bindTools([weather]);
    const say = async (said: BaseMessage[]) =>
      name.endsWith('Streaming') ? await whole(await model.stream(said)) : await model.invoke(said);
    const messages: BaseMessage[] = [new HumanMessage(aboutWeather)];
    const asking = await say(messages);
    const [made] = asking.tool_calls ?? [];
    expect(made).toMatchObject({ name: 'get_current_weather', args: { location: 'San Francisco' } });
    const content = await weather.invoke({ location: 'San Francisco' });
    messages.push(asking, new ToolMessage({ content, tool_call_id: made?.id ?? '', name: 'get_current_weather' }));
    const answered = await say(messages);
    expect(answered.text).toContain('70 degrees and sunny');
    expect(answered.tool_calls).toEqual([]);
  });

  it.each(['jsonSchema', 'functionCalling'])('testInvokeMoreComplexTools (%s)', async (method) => {
    await using world = await startChatWorld();
    const schema = z.object({
      decision: z.enum(['UseAPI', 'UseFallback']),
      explanation: z.string(),
      apiDetails: z.object({ serviceName: z.string(), parameters: z.record(z.string(), z.unknown()) }),
    });
    const model = world.model().withStructuredOutput(schema, { name: 'service_tool', method });
    const found = await model.invoke('I want to use the UseAPI because it is faster. Service name: MyService.');
    expect(found).toMatchObject({ decision: 'UseAPI', explanation: expect.any(String) as string, apiDetails: {} });
  });

  // The emulator calls one tool at a time, so two calls are scripted.
  it('testParallelToolCalling', async () => {
    const made = ['get_current_weather', 'get_current_time'].map((name, index) => ({
      index,
      id: `${name}_id`,
      type: 'function',
      function: { name, arguments: '{"location":"San Francisco"}' },
    }));
    const pieces = made.map((one) => piece({ tool_calls: [one] }));
    await using world = await startChatWorld({
      [chatRoute]: [
        answer([{ message: { role: 'assistant', content: null, tool_calls: made }, finish_reason: 'tool_calls' }]),
        streamed([...pieces, piece({}, 'tool_calls')]),
      ],
    });
    const time = tool(() => '12:02', { name: 'get_current_time', description: 'Get the time', schema: weatherSchema });
    const model = world.model().bindTools([weather, time]);
    const question = "What's the weather and current time in San Francisco?";
    const expected = made.map(({ id, function: { name } }) => ({ id, name, args: { location: 'San Francisco' } }));

    const invoked = await model.invoke(question);
    expect(invoked.tool_calls).toMatchObject(expected);
    expect((await whole(await model.stream(question))).tool_calls).toMatchObject(expected);
    const answered = await model.invoke([
      new HumanMessage(question),
      invoked,
      new ToolMessage({ content: 'It is currently 24 degrees with hail.', tool_call_id: made[0]?.id ?? '' }),
      new ToolMessage({ content: 'The current time is 12:02 PM.', tool_call_id: made[1]?.id ?? '' }),
    ]);
    expect(answered.tool_calls).toEqual([]);
    expect(answered.text).not.toBe('');
  });

  it.each(['testModelCanAcceptStructuredToolParamsSchema', 'testStreamTools'])('%s', async (name) => {
    await using world = await startChatWorld();
    const params: StructuredToolParams = {
      name: 'get_current_weather',
      description: 'Get the current weather in a given location',
      schema: weatherSchema,
    };
    const model = world.model().bindTools([params]);
    const said =
      name === 'testStreamTools' ? await whole(await model.stream(aboutWeather)) : await model.invoke(aboutWeather);
    expect(said.tool_calls).toMatchObject([{ name: 'get_current_weather', args: { location: 'San Francisco' } }]);
  });
});
