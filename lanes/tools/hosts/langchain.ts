import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { toLangChainTools } from '@earmark/kernel/langchain';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { AIMessage, FakeToolCallingModel, ToolMessage, createAgent } from 'langchain';
import { type Promises, argumentsOf, assertTrace, heard, pluginOf, question } from '../host.ts';

/** A model that calls transcribe first, and then is done. */
function scripted(args: Record<string, unknown>) {
  return new FakeToolCallingModel({ toolCalls: [[{ name: 'transcribe', args, id: '1', type: 'tool_call' }], []] });
}

function toldOf(messages: readonly unknown[]): ToolMessage {
  const told = messages.find((message) => ToolMessage.isInstance(message));
  assert.ok(told !== undefined);
  return told as ToolMessage;
}

export const promises: Promises = {
  async 'an agent calls the tool: words for the model, the transcript as the artifact'(place) {
    const agent = createAgent({ model: scripted(await argumentsOf(place)), tools: toLangChainTools(pluginOf(place)) });
    const { messages } = await agent.invoke({ messages: [{ role: 'user', content: question }] });
    const { content, artifact } = toldOf(messages);
    assert.match(String(content), heard);
    assert.ok(artifact.words.length > 100);
    assertTrace(place);
  },
  async 'an agent’s stream shows upload, queue and progress as tool events'(place) {
    const audio = `data:audio/mpeg;base64,${(await readFile(place.recording)).toString('base64')}`;
    const agent = createAgent({
      model: scripted({ audio, speaker_labels: true }),
      tools: toLangChainTools(pluginOf(place)),
    });
    const input = { messages: [{ role: 'user', content: question }] };
    const stages: string[] = [];
    for await (const chunk of await agent.stream(input, { streamMode: ['tools'] })) {
      const { event, data } = Object(Array.isArray(chunk) ? chunk.at(-1) : chunk);
      if (event === 'on_tool_event') stages.push(data.stage);
    }
    assert.deepEqual([...new Set(stages)], ['uploading', 'queued', 'processing', 'completed']);
    assertTrace(place);
  },
  async 'ToolNode answers a call, and an error as a message of status error'(place) {
    const node = new ToolNode(toLangChainTools(pluginOf(place)), { handleToolErrors: true });
    const call = { name: 'transcribe', args: { audio: '/etc/passwd' }, id: '1', type: 'tool_call' as const };
    const { messages } = await node.invoke({ messages: [new AIMessage({ content: '', tool_calls: [call] })] });
    assert.equal(toldOf(messages).status, 'error');
    assert.match(String(toldOf(messages).content), /`audio` is a local path/);
  },
};
