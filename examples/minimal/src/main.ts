import assert from 'node:assert/strict';
import { createClient } from '@earmark/core';
import { samples, startEmulator } from '@earmark/emulator';
import { TranscriptLoader } from '@earmark/langchain';

await using emulator = await startEmulator();
// Against AssemblyAI itself, leave the client out and set ASSEMBLYAI_API_KEY.
const client = createClient({ apiKey: 'any', baseUrl: emulator.url });
const loader = new TranscriptLoader(samples.meeting.audio, { client });

const documents = await loader.load();
for (const { pageContent, metadata } of documents) {
  console.log(metadata.timecode, metadata.speaker, pageContent);
}
assert.equal(documents.length, 13);
