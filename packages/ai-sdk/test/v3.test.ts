import { readFile } from 'node:fs/promises';
import { samples } from '@earmark/emulator';
import {
  APICallError,
  createProviderRegistry,
  generateText,
  jsonSchema,
  stepCountIs,
  streamText,
  tool,
  experimental_transcribe as transcribe,
} from 'ai-v6';
import { describe, expect, it } from 'vitest';
import { createEarmark } from '../src/v3.ts';
import {
  answer,
  causeOf,
  chatted,
  looked,
  piece,
  reasonOf,
  startWorld,
  streamed,
  submitted,
  uploaded,
} from './world.ts';

const weather = tool({
  inputSchema: jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } } }),
  execute: ({ city }) => Promise.resolve({ city, sky: 'clear' }),
});

describe('the AI SDK 6, through the entry for it', () => {
  it('transcribes bytes, once uploaded although looks fail', async () => {
    await using world = await startWorld({ [looked]: [{ status: 500 }, { status: 503 }] });
    const provider = createEarmark(world.settings);
    const audio = await readFile(samples.meeting.audio);
    const { text, segments, warnings, language } = await transcribe({
      model: provider.transcription('best'),
      audio,
      providerOptions: { assemblyai: { speakerLabels: true, madeUp: 1 } },
    });
    expect(text).toContain('beta');
    expect(segments[0]).toMatchObject({ startSecond: (samples.meeting.words[0]?.start ?? 0) / 1000 });
    expect(language).toBe('en');
    expect(warnings.map(({ type }) => type)).toEqual(['unsupported', 'other']);
    expect([world.count(uploaded), world.count(submitted)]).toEqual([1, 1]);
  });

  it('hears of a failed job as an APICallError, and submits no other', async () => {
    await using world = await startWorld();
    const model = createEarmark(world.settings).transcription();
    const error = await reasonOf(transcribe({ model, audio: new Uint8Array(64), maxRetries: 5 }));
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ isRetryable: false });
    expect(causeOf(error).code).toBe('transcript_failed');
    expect(world.count(submitted)).toBe(1);
  });

  it('hears an abort at once', async () => {
    await using world = await startWorld({ [submitted]: [{ hang: true }] });
    const stop = new AbortController();
    const model = createEarmark(world.settings).transcription();
    const heard = reasonOf(transcribe({ model, audio: new Uint8Array(64), abortSignal: stop.signal }));
    while (world.count(submitted) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect(await heard).toBe(stop.signal.reason);
  });

  it('finds both kinds of models in its registry', async () => {
    await using world = await startWorld();
    const registry = createProviderRegistry({ assemblyai: createEarmark(world.settings) });
    expect(registry.transcriptionModel('assemblyai:universal-2')).toMatchObject({ specificationVersion: 'v3' });
    expect(registry.languageModel('assemblyai:gpt-5')).toMatchObject({ specificationVersion: 'v3' });
    expect(() => registry.imageModel('assemblyai:x')).toThrow(/imageModel/);
  });

  it('generates text with tools', async () => {
    const message = {
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'weather', arguments: '{"city":"Bern"}' } }],
    };
    const said = answer([{ message: { content: 'Clear.' }, finish_reason: 'stop' }]);
    await using world = await startWorld({ [chatted]: [answer([{ message, finish_reason: 'stop' }]), said] });
    const { text } = await generateText({
      model: createEarmark(world.settings)('gpt-5'),
      prompt: 'What is the weather in Bern?',
      tools: { weather },
      stopWhen: stepCountIs(3),
    });
    expect(text).toBe('Clear.');
    expect(world.sent(chatted)[1]?.['messages']).toContainEqual({
      role: 'tool',
      tool_call_id: 'a',
      content: '{"city":"Bern","sky":"clear"}',
    });
  });

  it('streams text and calls', async () => {
    const calls = { tool_calls: [{ index: 0, id: 'a', function: { name: 'weather', arguments: '{"city":"Bern"}' } }] };
    await using world = await startWorld({
      [chatted]: [streamed([piece({ content: 'Let me look.' }), piece(calls), piece({}, 'tool_calls')])],
    });
    const result = streamText({ model: createEarmark(world.settings)('gpt-5'), prompt: 'Hi', tools: { weather } });
    expect(await result.text).toBe('Let me look.');
    expect((await result.toolResults)[0]).toMatchObject({ output: { city: 'Bern', sky: 'clear' } });
    expect(await result.finishReason).toBe('tool-calls');
  });

  it('refuses a file, in words that say what to do', async () => {
    await using world = await startWorld();
    const file = { type: 'file', data: new Uint8Array(8), mediaType: 'audio/wav' } as const;
    const model = createEarmark(world.settings)('gpt-5');
    const error = await reasonOf(generateText({ model, messages: [{ role: 'user', content: [file] }] }));
    expect(String(error)).toContain('transcriptId');
  });
});
