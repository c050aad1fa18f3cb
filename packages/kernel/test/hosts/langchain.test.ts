import { readFileSync } from 'node:fs';
import { samples } from '@earmark/emulator';
import { missingFrom, traces } from '@earmark/operations/traces';
import { ToolMessage } from '@langchain/core/messages';
import { RunnableLambda } from '@langchain/core/runnables';
import { describe, expect, it } from 'vitest';
import { createAssemblyAIPlugin } from '../../src/index.ts';
import { toLangChainTools } from '../../src/langchain.ts';
import { type World, startWorld } from '../world.ts';

function toolOf({ client }: World, id = 'transcribe') {
  const [tool] = toLangChainTools(createAssemblyAIPlugin({ client, operations: [id] }));
  if (tool === undefined) throw new Error('there is no tool');
  return tool;
}

describe('toLangChainTools', () => {
  it('answers a tool call with text, and the transcript as the artifact', async () => {
    await using world = await startWorld();
    const audio = await world.client.files.upload(samples.meeting.audio);
    const args = { audio, speaker_labels: true };
    const message = await toolOf(world).invoke({ type: 'tool_call', id: '1', name: 'transcribe', args });
    expect(ToolMessage.isInstance(message)).toBe(true);
    expect(message).toMatchObject({
      tool_call_id: '1',
      name: 'transcribe',
      status: 'success',
      artifact: { words: expect.any(Array) },
    });
    expect(message.content).toMatch(/^transcript_id: .*B: The budget/s);
    expect(missingFrom(world.emulator.journal, traces['transcribe'] ?? [])).toEqual([]);
  });

  it('shows upload, queue and progress as tool events', async () => {
    await using world = await startWorld();
    const audio = `data:audio/mpeg;base64,${readFileSync(samples.meeting.audio).toString('base64')}`;
    const tool = toolOf(world);
    const stages = new Set<string>();
    const callbacks = [{ handleToolEvent: (event: unknown) => void stages.add(String(Object(event).stage)) }];
    const chain = RunnableLambda.from((input: string, config) => tool.invoke({ audio: input }, config));
    await chain.invoke(audio, { callbacks });
    expect([...stages]).toEqual(['uploading', 'queued', 'processing', 'completed']);
  });

  it('refuses bad arguments, throws the EarmarkError, and hears the signal', async () => {
    await using world = await startWorld();
    await expect(toolOf(world).invoke({ speaker_labels: true })).rejects.toThrow('did not match expected schema');
    await expect(toolOf(world).invoke({ audio: '/etc/passwd' })).rejects.toMatchObject({ code: 'fs_denied' });
    const reason = new Error('enough');
    const aborted = toolOf(world).invoke({ audio: 'https://a.b/c' }, { signal: AbortSignal.abort(reason) });
    await expect(aborted).rejects.toThrow();
    expect(world.emulator.journal).toEqual([]);
  });
});
