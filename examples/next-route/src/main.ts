import { readFile } from 'node:fs/promises';
import { samples, startEmulator } from '@earmark/emulator';
import { POST as ask } from './app/api/ask/route.ts';
import { POST as transcribe } from './app/api/transcribe/route.ts';

// What an app has in its environment; against AssemblyAI itself, the key alone.
await using emulator = await startEmulator();
Object.assign(process.env, {
  ASSEMBLYAI_API_KEY: 'any',
  ASSEMBLYAI_BASE_URL: emulator.url,
  ASSEMBLYAI_LLM_GATEWAY_URL: emulator.llmGatewayUrl,
  EARMARK_MODEL: 'earmark-extractive',
});

const body = await readFile(samples.meeting.audio);
const heard = await transcribe(new Request('http://app/api/transcribe', { method: 'POST', body }));
const { text, transcriptId } = JSON.parse(await heard.text());
console.log(text);

const question = JSON.stringify({ transcriptId, question: 'When will the beta launch?' });
const answer = await ask(new Request('http://app/api/ask', { method: 'POST', body: question }));
console.log(await answer.text());
