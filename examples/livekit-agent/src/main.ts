import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { samples, startEmulator } from '@earmark/emulator';
import { STT } from '@earmark/livekit';
import { initializeLogger, voice } from '@livekit/agents';
import { agent, toSession } from './agent.ts';
import { Microphone } from './microphone.ts';

initializeLogger({ pretty: false, level: 'silent' });
// The first connection is lost after some ten seconds of audio.
const script = { 'GET /v3/ws': [{ stream: { atByte: 300_000, drop: true } }] };
await using emulator = await startEmulator({ script });

const reconnects: number[] = [];
const ear = new STT({
  apiKey: 'any',
  baseUrl: emulator.streamingUrl,
  speechModel: 'universal-streaming-english',
  formatTurns: true,
  onEvent: (event) => void (event.type === 'reconnect' && reconnects.push(event.fromMs)),
});
const session = toSession(new voice.testing.FakeLLM(), ear);

const turns: string[] = [];
session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
  if (item.type !== 'message' || item.role !== 'user') return;
  turns.push(item.textContent ?? '');
  console.log(`user   ${item.textContent}`);
});

const microphone = new Microphone();
session.input.audio = microphone;
await session.start({ agent, record: false });
await microphone.play(samples.meeting.audio, 26);
// The last of it is still on its way: what was lost is sent again at four times its pace.
for (let waits = 0; waits < 100 && !turns.join(' ').includes('half of it.'); waits += 1) await sleep(100);
await session.close();
await ear.close();

assert.equal(reconnects.length, 1);
assert.equal(new Set(turns).size, turns.length);
const minutes = turns.join(' ');
for (const said of ["Let's start with the dates.", 'the second of June', 'We have spent about half of it.']) {
  assert.ok(minutes.includes(said), said);
}
console.log(`${turns.length} turns, each once, over a connection that was lost in the middle`);
