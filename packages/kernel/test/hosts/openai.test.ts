import { samples } from '@earmark/emulator';
import { missingFrom, traces } from '@earmark/operations/traces';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { createAssemblyAIPlugin } from '../../src/index.ts';
import { toOpenAIResponsesTools, toOpenAITools } from '../../src/openai.ts';
import { startWorld } from '../world.ts';

/** A model that calls a tool once, and then says what it was told. */
function scripted(name: string, args: unknown) {
  const asked: { messages: { role: string; content: string }[]; tools?: unknown }[] = [];
  const fetch: typeof globalThis.fetch = (_, init) => {
    const body = JSON.parse(typeof init?.body === 'string' ? init.body : '');
    asked.push(body);
    const call = { id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(args) } };
    const last = body.messages.at(-1);
    const message =
      last.role === 'tool'
        ? { role: 'assistant', content: `Told: ${last.content}` }
        : { role: 'assistant', content: null, tool_calls: [call] };
    const choices = [{ index: 0, message, finish_reason: last.role === 'tool' ? 'stop' : 'tool_calls' }];
    return Promise.resolve(Response.json({ id: 'x', object: 'chat.completion', created: 0, model: 'm', choices }));
  };
  return { asked, openai: new OpenAI({ apiKey: 'any', fetch }) };
}

describe('toOpenAITools', () => {
  it.each([false, true])('is run by OpenAI’s own runner, strict: %s', async (strict) => {
    await using world = await startWorld();
    const audio = await world.client.files.upload(samples.meeting.audio);
    const nulls = strict ? { prompt: null, keyterms_prompt: null } : {};
    const { asked, openai } = scripted('transcribe', { audio, speaker_labels: true, ...nulls });
    const tools = toOpenAITools(createAssemblyAIPlugin({ client: world.client }), { strict });
    const runner = openai.chat.completions.runTools({
      model: 'm',
      messages: [{ role: 'user', content: 'Hear it.' }],
      tools,
    });
    expect(await runner.finalContent()).toMatch(/^Told: transcript_id: .*B: The budget/s);
    expect(missingFrom(world.emulator.journal, traces['transcribe'] ?? [])).toEqual([]);
    expect(asked[0]?.tools).toHaveLength(11);
    expect(Object(asked[0]?.tools)[0]).toMatchObject({ type: 'function', function: { name: 'transcribe', strict } });
  });

  it('tells the model what it can mend, and ends the run at what it cannot', async () => {
    await using world = await startWorld();
    const plugin = createAssemblyAIPlugin({ client: world.client });
    const messages = [{ role: 'user' as const, content: 'Hear it.' }];
    const run = async (args: unknown): Promise<string | null> => {
      const { openai } = scripted('get_transcript', args);
      return await openai.chat.completions
        .runTools({ model: 'm', messages, tools: toOpenAITools(plugin) })
        .finalContent();
    };
    expect(await run({ transcript_id: 'nobody' })).toMatch(/^Told: Error \((?:invalid|not_found)\): /);
    expect(await run({ id: 'x' })).toContain('Told: Error (invalid): `id` is no parameter of get_transcript');

    await using locked = await startWorld({ keys: ['another'] });
    const { openai } = scripted('get_transcript', { transcript_id: 'x' });
    const tools = toOpenAITools(createAssemblyAIPlugin({ client: locked.client }));
    const refused = openai.chat.completions.runTools({ model: 'm', messages, tools }).finalContent();
    await expect(refused).rejects.toMatchObject({ cause: { name: 'EarmarkError', code: 'auth' } });
  });

  it('the Responses API takes the same, flat', () => {
    const plugin = createAssemblyAIPlugin({ apiKey: 'any', operations: ['get_subtitles'] });
    const tools: OpenAI.Responses.FunctionTool[] = toOpenAIResponsesTools(plugin, { strict: true });
    expect(tools).toEqual([
      {
        type: 'function',
        name: 'get_subtitles',
        description: expect.stringContaining('.srt'),
        strict: true,
        parameters: expect.objectContaining({ required: ['transcript_id', 'format', 'offset', 'max_chars'] }),
      },
    ]);
  });

  it('what strict schemas cannot say is unsupported', () => {
    const plugin = createAssemblyAIPlugin({ apiKey: 'any', operations: ['chat_completion'] });
    expect(() => toOpenAITools(plugin, { strict: true })).toThrow(expect.objectContaining({ code: 'unsupported' }));
    expect(toOpenAITools(plugin)).toHaveLength(1);
  });
});
