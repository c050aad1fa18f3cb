import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { toToolChoice } from '@earmark/kernel';
import { toAISDKTools } from '@earmark/kernel/ai-sdk';
import { generateText, isStepCount, simulateReadableStream, streamText } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { type Promises, argumentsOf, assertTrace, heard, pluginOf, question } from '../host.ts';

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

function answerTo(prompt: readonly { role: string }[]): string | undefined {
  const told = prompt.at(-1);
  return told?.role === 'tool' ? JSON.stringify(told) : undefined;
}

const ends = (unified: 'stop' | 'tool-calls') => ({ finishReason: { unified, raw: unified }, usage });

/** A model that calls transcribe first, and then repeats what it was told. */
function scripted(input: object) {
  const call = { type: 'tool-call' as const, toolCallId: '1', toolName: 'transcribe', input: JSON.stringify(input) };
  return new MockLanguageModelV4({
    async doGenerate({ prompt }) {
      const text = answerTo(prompt);
      const said = text === undefined ? call : { type: 'text' as const, text };
      return { content: [said], ...ends(text === undefined ? 'tool-calls' : 'stop'), warnings: [] };
    },
    async doStream({ prompt }) {
      const delta = answerTo(prompt);
      const finish = { type: 'finish' as const, ...ends(delta === undefined ? 'tool-calls' : 'stop') };
      if (delta === undefined) return { stream: simulateReadableStream({ chunks: [call, finish] }) };
      const text = [
        { type: 'text-start' as const, id: 't' },
        { type: 'text-delta' as const, id: 't', delta },
        { type: 'text-end' as const, id: 't' },
      ];
      return { stream: simulateReadableStream({ chunks: [...text, finish] }) };
    },
  });
}

const stopWhen = isStepCount(3);

export const promises: Promises = {
  async 'generateText calls the tool: words for the model, everything for the app'(place) {
    const model = scripted(await argumentsOf(place));
    const first = toToolChoice('ai-sdk', 'required');
    const prepareStep = ({ stepNumber }: { stepNumber: number }) => (stepNumber === 0 ? { toolChoice: first } : {});
    const { text, steps } = await generateText({
      model,
      tools: toAISDKTools(pluginOf(place)),
      prompt: question,
      stopWhen,
      prepareStep,
    });
    assert.match(text, heard);
    assert.deepEqual(model.doGenerateCalls[0]?.toolChoice, { type: 'required' });
    const [result] = steps[0]?.toolResults ?? [];
    assert.ok(
      result?.dynamic !== true && result?.output.state === 'done' && Object(result.output.output).words.length > 100,
    );
    assertTrace(place);
  },
  async 'streamText shows upload, queue and progress while the tool runs'(place) {
    const audio = `data:audio/mpeg;base64,${(await readFile(place.recording)).toString('base64')}`;
    const { fullStream } = streamText({
      model: scripted({ audio, speaker_labels: true }),
      tools: toAISDKTools(pluginOf(place)),
      prompt: question,
      stopWhen,
    });
    const stages: string[] = [];
    for await (const part of fullStream) {
      if (part.type !== 'tool-result' || part.dynamic === true) continue;
      stages.push(part.output.state === 'running' ? part.output.progress.stage : 'done');
    }
    assert.deepEqual([...new Set(stages)], ['uploading', 'queued', 'processing', 'completed', 'done']);
    assertTrace(place);
  },
  async 'what is wrong is the tool’s error, which the model is told'(place) {
    const { text, steps } = await generateText({
      model: scripted({ audio: '/etc/passwd' }),
      tools: toAISDKTools(pluginOf(place)),
      prompt: question,
      stopWhen,
    });
    assert.ok(steps[0]?.content.some((part) => part.type === 'tool-error'));
    assert.match(text, /`audio` is a local path/);
  },
};
