import { samples } from '@earmark/emulator';
import { operations } from '@earmark/operations';
import { missingFrom, traces } from '@earmark/operations/traces';
import { describe, expect, it } from 'vitest';
import {
  type FunctionFilter,
  type ToolsetOptions,
  createAssemblyAIPlugin,
  createToolset,
  handleToolCall,
  toToolChoice,
} from '../src/index.ts';
import { errorOf, hearing, readySample, startWorld } from './world.ts';

const all = operations.map(({ id }) => id);
const shown = operations.filter(({ sample, ui }) =>
  Object.keys(sample.input).every((name) => ui[name]?.advanced !== true),
);

describe('a tool call by hand', () => {
  it.each(shown.map((one) => [one.id, one] as const))('%s asks what its operation asks', async (id, one) => {
    await using world = await startWorld(id === 'transcribe_clip' ? hearing : {});
    const plugin = createAssemblyAIPlugin({ client: world.client, operations: all });
    const args = JSON.stringify(await readySample(world, one));
    const asked = world.emulator.journal.length;
    const { text, output, isError } = await handleToolCall(plugin, id, args);
    expect(missingFrom(world.emulator.journal.slice(asked), traces[id] ?? [])).toEqual([]);
    expect({ isError, text }).toEqual({ isError: false, text: expect.stringMatching(/\S/) });
    expect(output).toBeDefined();
  });

  it('gives the model what fits, and the app everything', async () => {
    await using world = await startWorld();
    const url = await world.client.files.upload(samples.meeting.audio);
    const toolset = createToolset(createAssemblyAIPlugin({ client: world.client }), { maxChars: 1000 });
    const { text, facts, truncated, output } = await toolset.handleToolCall('transcribe', { audio: url });
    expect(text.length).toBeLessThan(1000);
    expect(truncated).toBe(true);
    expect(facts).toMatchObject({ status: 'completed', transcript_id: expect.any(String) });
    expect(output).toMatchObject({ status: 'completed', words: expect.any(Array) });
  });

  it('tells the model what it can mend, and throws what it cannot', async () => {
    await using world = await startWorld({ keys: ['another-key'] });
    const plugin = createAssemblyAIPlugin({ client: world.client });
    for (const [name, args, words] of [
      ['transcribed', {}, 'There is no such tool; there are transcribe, submit_transcript'],
      ['transcribe', '{"audio":', 'The arguments must be JSON'],
      ['transcribe', '[1]', 'The arguments must be an object'],
      ['transcribe', '', '`audio` must be'],
      [
        'search_words',
        { transcript_id: 'x', words: 'a', word: 1 },
        '`word` is no parameter of search_words, which takes transcript_id, words',
      ],
    ] as const) {
      const told = await handleToolCall(plugin, name, args);
      expect(told).toMatchObject({
        isError: true,
        text: expect.stringContaining(`Error (invalid): ${words}`),
        facts: { error: 'invalid' },
      });
      expect(told.text).not.toMatch(/\n\s+at /);
    }
    const error = await errorOf(handleToolCall(plugin, 'get_transcript', { transcript_id: 'x' }));
    expect(error.code).toBe('auth');
  });

  it('null is absent, as strict models write it', async () => {
    await using world = await startWorld();
    const url = await world.client.files.upload(samples.meeting.audio);
    const args = { audio: url, speaker_labels: null, prompt: null };
    const { isError } = await handleToolCall(
      createAssemblyAIPlugin({ client: world.client }),
      'submit_transcript',
      args,
    );
    expect(isError).toBe(false);
    expect(world.emulator.journal.at(-1)?.json).toEqual({ audio_url: url });
  });

  it('an abort ends it with the caller’s own reason', async () => {
    await using world = await startWorld();
    const reason = new Error('enough');
    const call = handleToolCall(
      createAssemblyAIPlugin({ client: world.client }),
      'get_transcript',
      { transcript_id: 'x' },
      { signal: AbortSignal.abort(reason) },
    );
    await expect(call).rejects.toBe(reason);
  });
});

describe('an allow-list and a cap', () => {
  it('only what is allowed is there', async () => {
    await using world = await startWorld();
    const toolset = createToolset(createAssemblyAIPlugin({ client: world.client }), { allow: ['get_transcript'] });
    expect(toolset.tools.map(({ name }) => name)).toEqual(['get_transcript']);
    expect(await toolset.handleToolCall('transcribe', { audio: 'https://a.b/c' })).toMatchObject({ isError: true });
    expect(world.emulator.journal).toEqual([]);
  });

  it('as many calls as `maxCalls`, whichever they are and whatever comes of them', async () => {
    await using world = await startWorld();
    const toolset = createToolset(createAssemblyAIPlugin({ client: world.client }), { maxCalls: 2 });
    await toolset.handleToolCall('list_transcripts', {});
    await toolset.handleToolCall('transcribe', {});
    const error = await errorOf(toolset.handleToolCall('list_transcripts', {}));
    expect([error.code, error.message]).toEqual(['aborted', expect.stringContaining('2 tools')]);
    expect(world.emulator.journal).toHaveLength(1);
  });

  it.each<[ToolsetOptions, string]>([
    [{ allow: ['transcribr'] }, '`allow` has an id that is no tool of this plugin; there are transcribe,'],
    [{ allow: ['delete_transcript'] }, '`allow` has an id'],
    [{ maxCalls: 0 }, '`maxCalls` must be'],
    [{ maxChars: 10 }, '`maxChars` must be'],
  ])('%j is refused', (options, words) => {
    expect(() => createToolset(createAssemblyAIPlugin({ apiKey: 'any' }), options)).toThrow(words);
  });
});

const instead: FunctionFilter = (invocation) => {
  invocation.result = {
    function: invocation.function,
    getValue: () => 'seen before',
    toString: () => 'seen before',
  };
};

describe('filters', () => {
  it('stand around a call, the first outermost, and see its arguments and result', async () => {
    await using world = await startWorld();
    const seen: string[] = [];
    const filter =
      (name: string): FunctionFilter =>
      async (invocation, next) => {
        seen.push(`${name} before ${invocation.function.name} ${JSON.stringify(invocation.arguments)}`);
        invocation.arguments['limit'] = 1;
        await next();
        seen.push(`${name} after ${typeof invocation.result?.getValue()}`);
      };
    const toolset = createToolset(createAssemblyAIPlugin({ client: world.client }), {
      filters: [filter('A'), filter('B')],
    });
    await toolset.handleToolCall('list_transcripts', { limit: 5 });
    expect(seen).toEqual([
      'A before list_transcripts {"limit":5}',
      'B before list_transcripts {"limit":1}',
      'B after object',
      'A after object',
    ]);
    expect(world.emulator.journal[0]?.path).toContain('limit=1');
  });

  it('may answer in a call’s place, and say no', async () => {
    await using world = await startWorld();
    const plugin = createAssemblyAIPlugin({ client: world.client });
    const args = { input: 'https://a.b/c' };
    expect((await plugin.invoke('Transcribe', args, { filters: [instead] })).getValue()).toBe('seen before');
    expect(await createToolset(plugin, { filters: [instead] }).handleToolCall('list_transcripts', {})).toMatchObject({
      text: 'seen before',
    });
    const error = await errorOf(plugin.invoke('Transcribe', args, { filters: [() => undefined] }));
    expect([error.code, error.message]).toEqual([
      'aborted',
      'A filter kept Transcribe from being called, and gave no result.',
    ]);
    const no = new Error('not on my account');
    const refusing: FunctionFilter = () => Promise.reject(no);
    await expect(plugin.invoke('Transcribe', args, { filters: [refusing] })).rejects.toBe(no);
    expect(world.emulator.journal).toEqual([]);
  });
});

describe('a choice of tools', () => {
  it('is said in the host’s own words', () => {
    expect(toToolChoice('openai', 'any')).toBe('required');
    expect(toToolChoice('openai', { name: 'transcribe' })).toEqual({
      type: 'function',
      function: { name: 'transcribe' },
    });
    expect(toToolChoice('openai-responses', { name: 'transcribe' })).toEqual({ type: 'function', name: 'transcribe' });
    expect(toToolChoice('anthropic', 'required')).toEqual({ type: 'any' });
    expect(toToolChoice('anthropic', { name: 'transcribe' })).toEqual({ type: 'tool', name: 'transcribe' });
    expect(toToolChoice('ai-sdk', { name: 'transcribe' })).toEqual({ type: 'tool', toolName: 'transcribe' });
    expect(toToolChoice('langchain', 'required')).toBe('any');
    expect(toToolChoice('agents', { name: 'transcribe' })).toBe('transcribe');
    expect(toToolChoice('gateway', 'auto')).toBe('auto');
  });

  it.each(['required', 'any'] as const)('%s is unsupported by the LLM gateway', (choice) => {
    expect(() => toToolChoice('gateway', choice)).toThrow(
      `The LLM gateway cannot say \`${choice}\`: choose auto, none`,
    );
    expect(() => toToolChoice('gateway', choice)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });
});
