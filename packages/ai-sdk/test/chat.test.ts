import { APICallError, Output, UnsupportedFunctionalityError, generateText, isStepCount, jsonSchema, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { answer, causeOf, chatted, key, reasonOf, startWorld, usage, weather } from './world.ts';

const said = (content: string, more: object = {}) => answer([{ message: { content }, finish_reason: 'stop' }], more);
const call = (name: string, args: string) => ({ id: 'call-1', type: 'function', function: { name, arguments: args } });

describe('generateText() of the AI SDK', () => {
  it('asks the gateway, and hands on text, usage and identity', async () => {
    await using world = await startWorld({
      [chatted]: [said('Hello.', { usage, id: 'c-9', model: 'gpt-5-real', created: 10 })],
    });
    const result = await generateText({
      model: world.provider('gpt-5'),
      instructions: 'Be brief.',
      prompt: 'Hi?',
      temperature: 0,
      maxOutputTokens: 50,
    });
    expect(result.text).toBe('Hello.');
    expect(result.usage).toMatchObject({ inputTokens: 7, outputTokens: 5, totalTokens: 12 });
    expect(result.finishReason).toBe('stop');
    expect(result.response).toMatchObject({ id: 'c-9', modelId: 'gpt-5-real', timestamp: new Date(10_000) });
    expect(world.sent(chatted)).toEqual([
      {
        model: 'gpt-5',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi?' },
        ],
        temperature: 0,
        max_tokens: 50,
      },
    ]);
  });

  it('calls tools, and tells the model what came of them', async () => {
    const message = { content: null, tool_calls: [call('weather', '{"city":"Bern"}')] };
    const script = { [chatted]: [answer([{ message, finish_reason: 'tool_use' }]), said('It is clear in Bern.')] };
    await using world = await startWorld(script);
    const { text, steps } = await generateText({
      model: world.provider('gpt-5'),
      prompt: 'What is the weather in Bern?',
      tools: { weather },
      stopWhen: isStepCount(3),
    });
    expect(text).toBe('It is clear in Bern.');
    expect(steps[0]?.toolResults[0]?.output).toEqual({ city: 'Bern', sky: 'clear' });
    const [first, second] = world.sent(chatted);
    expect(first).toMatchObject({
      tools: [{ type: 'function', function: { name: 'weather', description: 'The weather in a city.' } }],
      tool_choice: 'auto',
    });
    expect(second?.['messages']).toEqual([
      { role: 'user', content: 'What is the weather in Bern?' },
      { role: 'assistant', content: null, tool_calls: [call('weather', '{"city":"Bern"}')] },
      { role: 'tool', tool_call_id: 'call-1', content: '{"city":"Bern","sky":"clear"}' },
    ]);
  });

  it.each([['required'], [{ type: 'tool', toolName: 'weather' }]] as const)(
    'has the model call a tool that is the only one, or named: %j',
    async (toolChoice) => {
      const message = { content: null, tool_calls: [call('weather', '{}')] };
      await using world = await startWorld({ [chatted]: [answer([{ message, finish_reason: 'stop' }])] });
      await generateText({ model: world.provider('gpt-5'), prompt: 'Hi', tools: { weather }, toolChoice });
      expect(world.sent(chatted)[0]?.['tool_choice']).toEqual({ type: 'function', function: { name: 'weather' } });
    },
  );

  it('finds a call beside the message, and one without arguments', async () => {
    const choice = { message: { content: '' }, tool_calls: [call('weather', '')], finish_reason: 'stop' };
    await using world = await startWorld({ [chatted]: [answer([choice])] });
    const model = world.provider('gpt-5');
    const result = await generateText({
      model,
      prompt: 'Hi',
      tools: { weather: tool({ inputSchema: weather.inputSchema }) },
    });
    expect(result.toolCalls[0]).toMatchObject({ toolName: 'weather', input: {} });
    expect(result.finishReason).toBe('tool-calls');
  });

  it('asks for JSON by a schema, and reads it', async () => {
    const script = { [chatted]: [said('{"mood":"good"}')] };
    await using world = await startWorld(script);
    const schema = jsonSchema<{ mood: string }>({ type: 'object', properties: { mood: { type: 'string' } } });
    const { output } = await generateText({
      model: world.provider('gpt-5'),
      prompt: 'How is the mood?',
      output: Output.object({ schema, name: 'mood' }),
    });
    expect(output).toEqual({ mood: 'good' });
    expect(world.sent(chatted)[0]?.['response_format']).toMatchObject({
      type: 'json_schema',
      json_schema: { name: 'mood', schema: { type: 'object' } },
    });
  });

  it('puts a transcript into the prompt by its id, and takes the gateway’s own options', async () => {
    await using world = await startWorld({ [chatted]: [said('A beta.')] });
    const { warnings = [] } = await generateText({
      model: world.provider('gpt-5'),
      prompt: 'What is launched? {{ transcript }}',
      providerOptions: { assemblyai: { transcriptId: 'job-1', fallbackConfig: { depth: 2 }, odd: 1 } },
      reasoning: 'xhigh',
      topK: 3,
    });
    expect(warnings.map((warning) => 'feature' in warning && warning.feature)).toEqual([
      'providerOptions.assemblyai.odd',
      'topK',
      "reasoning 'xhigh'",
    ]);
    expect(world.sent(chatted)[0]).toMatchObject({
      transcript_id: 'job-1',
      fallback_config: { depth: 2 },
      reasoning: { effort: 'high' },
    });
  });

  it('answers with real words of a real gateway, from the emulator’s own model', async () => {
    await using world = await startWorld();
    const prompt = 'When does the beta launch? The beta launches in May. The office is closed.';
    const { text, usage: used } = await generateText({ model: world.provider('earmark-extractive'), prompt });
    expect(text).toContain('beta launches in May');
    expect(used.totalTokens).toBeGreaterThan(5);
  });

  it('is called again by `ai` after what passes, as often as maxRetries says', async () => {
    const busy = { status: 429, headers: { 'retry-after': '0.01' }, body: { error: 'Too many requests' } };
    await using world = await startWorld({ [chatted]: [busy, { status: 503 }, said('Hello.')] });
    const started = performance.now();
    const { text } = await generateText({ model: world.provider('gpt-5'), prompt: 'Hi' });
    expect(text).toBe('Hello.');
    expect(world.count(chatted)).toBe(3);
    expect(performance.now() - started).toBeLessThan(20_000);
    await using other = await startWorld({ [chatted]: [{ ...busy, times: 'always' }] });
    const error = await reasonOf(generateText({ model: other.provider('gpt-5'), prompt: 'Hi', maxRetries: 0 }));
    expect(other.count(chatted)).toBe(1);
    expect(error).toMatchObject({ name: 'AI_APICallError', isRetryable: true, statusCode: 429 });
    expect(error).toMatchObject({ responseHeaders: { 'retry-after-ms': '10' } });
  });

  it('is an APICallError for a bad key, at once, without the key', async () => {
    await using world = await startWorld({}, { emulator: { keys: ['another'] } });
    const error = await reasonOf(generateText({ model: world.provider('gpt-5'), prompt: 'Hi' }));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ isRetryable: false, statusCode: 401 });
    expect(causeOf(error).code).toBe('auth');
    expect(String(error) + JSON.stringify(error)).not.toContain(key);
    expect(world.count(chatted)).toBe(1);
  });

  it('is never an empty text where the model answered nothing, or its provider failed', async () => {
    const nothing = answer([{ message: { content: null }, finish_reason: 'content_filter' }]);
    const broken = answer([{ message: { content: '' } }], { llm_status_code: 400 });
    await using world = await startWorld({ [chatted]: [nothing, broken] });
    const model = world.provider('gpt-5');
    const first = await reasonOf(generateText({ model, prompt: 'Hi', maxRetries: 0 }));
    expect(String(first)).toContain('content_filter');
    const second = await reasonOf(generateText({ model, prompt: 'Hi', maxRetries: 0 }));
    expect(second).toMatchObject({ isRetryable: false, statusCode: 400 });
  });

  it('refuses what must not be left out unseen', async () => {
    await using world = await startWorld();
    const model = world.provider('gpt-5');
    const file = { type: 'file', data: new Uint8Array(8), mediaType: 'audio/wav' } as const;
    const withFile = await reasonOf(generateText({ model, messages: [{ role: 'user', content: [file] }] }));
    expect(UnsupportedFunctionalityError.isInstance(withFile)).toBe(true);
    expect(String(withFile)).toContain('transcriptId');
    const ofAssistant = await reasonOf(generateText({ model, messages: [{ role: 'assistant', content: [file] }] }));
    expect(UnsupportedFunctionalityError.isInstance(ofAssistant)).toBe(true);
    const tools = { weather, other: weather };
    const required = await reasonOf(generateText({ model, prompt: 'Hi', tools, toolChoice: 'required' }));
    expect(String(required)).toContain("'required'");
    expect(world.emulator.journal).toEqual([]);
  });

  it('hears an abort at once', async () => {
    await using world = await startWorld({ [chatted]: [{ hang: true }] }, { isReal: true });
    const stop = new AbortController();
    const asked = reasonOf(generateText({ model: world.provider('gpt-5'), prompt: 'Hi', abortSignal: stop.signal }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    stop.abort();
    expect(await asked).toBe(stop.signal.reason);
  });
});
