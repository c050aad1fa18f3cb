import { samples } from '@earmark/emulator';
import { missingFrom, traces } from '@earmark/operations/traces';
import { generateText, isStepCount, simulateReadableStream, streamText } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { describe, expect, it } from 'vitest';
import { toAISDKTools } from '../../src/ai-sdk.ts';
import { createAssemblyAIPlugin } from '../../src/index.ts';
import { startWorld } from '../world.ts';

type Streamed = Awaited<ReturnType<MockLanguageModelV4['doStream']>>;
type Part = Streamed['stream'] extends ReadableStream<infer Value> ? Value : never;

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

const finish = (unified: 'stop' | 'tool-calls') => ({ finishReason: { unified, raw: unified }, usage });
const isTold = (prompt: readonly { role: string }[]): boolean => prompt.at(-1)?.role === 'tool';

function model(toolName: string, input: unknown): MockLanguageModelV4 {
  const call = { type: 'tool-call' as const, toolCallId: '1', toolName, input: JSON.stringify(input) };
  return new MockLanguageModelV4({
    doGenerate: ({ prompt }) =>
      Promise.resolve(
        isTold(prompt)
          ? { content: [{ type: 'text', text: 'Heard.' }], ...finish('stop'), warnings: [] }
          : { content: [call], ...finish('tool-calls'), warnings: [] },
      ),
    doStream: ({ prompt }) => {
      const said = [
        { type: 'text-start' as const, id: 't' },
        { type: 'text-delta' as const, id: 't', delta: 'Heard.' },
        { type: 'text-end' as const, id: 't' },
      ];
      const chunks: Part[] = isTold(prompt)
        ? [...said, { type: 'finish' as const, ...finish('stop') }]
        : [call, { type: 'finish' as const, ...finish('tool-calls') }];
      return Promise.resolve({ stream: simulateReadableStream({ chunks }) });
    },
  });
}

describe('toAISDKTools', () => {
  it('is run by generateText: text for the model, everything for the app', async () => {
    await using world = await startWorld();
    const audio = await world.client.files.upload(samples.meeting.audio);
    const tools = toAISDKTools(createAssemblyAIPlugin({ client: world.client }));
    const mock = model('transcribe', { audio, speaker_labels: true });
    const { text, steps } = await generateText({ model: mock, tools, prompt: 'Hear it.', stopWhen: isStepCount(3) });
    expect(text).toBe('Heard.');
    expect(missingFrom(world.emulator.journal, traces['transcribe'] ?? [])).toEqual([]);
    expect(steps[0]?.toolResults[0]?.output).toMatchObject({ state: 'done', output: { words: expect.any(Array) } });
    const told = JSON.stringify(mock.doGenerateCalls[1]?.prompt.at(-1));
    expect(told).toContain('"type":"text","value":"transcript_id: ');
    expect(told).not.toContain('confidence');
  });

  it('shows its progress in streamText, and an error as the tool’s', async () => {
    await using world = await startWorld();
    const tools = toAISDKTools(createAssemblyAIPlugin({ client: world.client }));
    const audio = `data:audio/mpeg;base64,${(await import('node:fs')).readFileSync(samples.meeting.audio).toString('base64')}`;
    const seen: unknown[] = [];
    const stream = streamText({
      model: model('transcribe', { audio }),
      tools,
      prompt: 'Hear it.',
      stopWhen: isStepCount(3),
    });
    for await (const part of stream.fullStream)
      if (part.type === 'tool-result') seen.push([part.preliminary ?? false, part.output]);
    const stages = seen.map((one) => Object(Object(one)[1]).progress?.stage ?? 'done');
    expect([...new Set(stages)]).toEqual(['uploading', 'queued', 'processing', 'completed', 'done']);
    expect(seen.at(-1)).toMatchObject([false, { state: 'done' }]);

    const wrong = await generateText({
      model: model('transcribe', { audio: '/etc/passwd' }),
      tools,
      prompt: 'x',
      stopWhen: isStepCount(3),
    });
    expect(wrong.steps[0]?.content.find(({ type }) => type === 'tool-error')).toMatchObject({
      error: { code: 'fs_denied' },
    });
  });
});
