import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import decode from '@audio/decode-mp3';
import { createClient } from '@earmark/core';
import { samples, startEmulator } from '@earmark/emulator';
import {
  AssemblyAISTTService,
  LLMContextAssistantTurnFrame,
  Pipeline,
  PipelineRunner,
  PipelineTask,
} from '@earmark/pipeline';
import { InputAudioRawFrame } from '@earmark/pipeline';
import { ScriptedLLM } from './scripted-llm.ts';
import { Speaker } from './speaker.ts';

await using emulator = await startEmulator();
// Against AssemblyAI itself, leave the client out and set ASSEMBLYAI_API_KEY.
const client = createClient({ apiKey: 'any', baseUrl: emulator.url, streamingUrl: emulator.streamingUrl });

// Twenty times as fast as it was spoken: live audio needs no pacing.
const stt = new AssemblyAISTTService({ client, vadForceTurnEndpoint: false, streaming: { pacing: 20 } });
const llm = new ScriptedLLM([
  [/beta/i, 'Noted: the beta launches on the second of June.'],
  [/budget/i, 'Noted: four thousand two hundred dollars.'],
]);
const speaker = new Speaker();
const task = new PipelineTask(new Pipeline([stt, llm, speaker]), { params: { audioInSampleRate: 16_000 } });
const running = new PipelineRunner({ handleSigint: true }).run(task);

await task.queueFrame(new LLMContextAssistantTurnFrame({ text: 'What did you decide this morning?' }));
for await (const audio of microphone()) await task.queueFrame(new InputAudioRawFrame({ audio, sampleRate: 16_000 }));
await task.stopWhenDone();
const { status, error } = await running;

assert.equal(error, undefined);
assert.equal(status, 'ended');
assert.deepEqual(speaker.said, llm.answers);
assert.ok(llm.turns.length > 8, `${llm.turns.length} turns`);

/** The sample meeting as a microphone would give it, in frames of 20 ms, as fast as it is taken. */
async function* microphone(): AsyncGenerator<Uint8Array> {
  const { channelData } = await decode(await readFile(samples.meeting.audio));
  const samplesOf = channelData[0] ?? new Float32Array();
  const pcm = Int16Array.from(samplesOf, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
  const bytes = new Uint8Array(pcm.buffer);
  for (let at = 0; at < bytes.length; at += 640) yield bytes.subarray(at, at + 640);
}
