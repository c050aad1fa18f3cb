import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { createClient } from '@earmark/core';
import { samples, startEmulator } from '@earmark/emulator';
import { createAssemblyAIPlugin, createToolset } from '@earmark/kernel';
import { type AgentEvent, runAgent } from './agent.ts';
import { scriptedModel } from './models.ts';

await using emulator = await startEmulator();
// Against AssemblyAI itself, set ASSEMBLYAI_API_KEY, leave the options out, and take `gatewayModel` of ./models.ts.
const client = createClient({ apiKey: 'any', baseUrl: emulator.url, llmGatewayUrl: emulator.llmGatewayUrl });
const plugin = createAssemblyAIPlugin({
  client,
  allowFileSystemAccess: { roots: [dirname(samples.meeting.audio)] },
});
const toolset = createToolset(plugin, { allow: ['transcribe', 'search_words'], maxCalls: 6 });
const model = scriptedModel('meeting.mp3', 'budget');

const events: AgentEvent[] = [];
for await (const event of runAgent('What is the budget? Listen to meeting.mp3.', model, toolset)) {
  events.push(event);
  if (event.type === 'call') console.log(`calls    ${event.tool}`);
  else if (event.type === 'progress') console.log(`         ${event.text}`);
  else if (event.type === 'answer') console.log(`answers  ${event.text}`);
}

const answer = events.find((event) => event.type === 'answer')?.text ?? '';
assert.match(answer, /^“The budget for the recording studio is four thousand two hundred dollars\.” \[\d:\d\d\] B/);
const stages = events.flatMap((event) => (event.type === 'progress' ? [event.text.split(',')[0]] : []));
assert.deepEqual([...new Set(stages)], ['uploading', 'queued', 'processing', 'completed']);
assert.ok(events.every((event) => event.type !== 'result' || !event.isError));
// It listened once.
assert.equal(emulator.journal.filter(({ route }) => route === 'POST /v2/transcript').length, 1);
