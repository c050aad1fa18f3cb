import { ReadableStream } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import { voice } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';
import { expect, it } from 'vitest';
import { meeting, startWorld, toFrames } from './world.ts';

class Microphone extends voice.AudioInput {
  #controller: ReadableStreamDefaultController<AudioFrame> | undefined;

  constructor() {
    super();
    this.multiStream.addInputStream(new ReadableStream<AudioFrame>({ start: (one) => void (this.#controller = one) }));
  }

  say(frame: AudioFrame): void {
    this.#controller?.enqueue(frame);
  }
}

it('an AgentSession commits each of three turns once, and does not notice a lost connection', async () => {
  const speechModel = 'universal-streaming-english';
  const plan = { stream: { atByte: 150_000, drop: true } };
  await using world = await startWorld([plan], { speechModel, formatTurns: true });
  const session = new voice.AgentSession({
    stt: world.ear,
    llm: new voice.testing.FakeLLM(),
    vad: null,
    turnHandling: { turnDetection: 'stt', endpointing: { minDelay: 0 } },
  });
  const finals: string[] = [];
  const turns: string[] = [];
  const closed: unknown[] = [];
  session.on(voice.AgentSessionEventTypes.UserInputTranscribed, ({ isFinal, transcript }) => {
    if (isFinal) finals.push(transcript);
  });
  session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
    if (item.type === 'message' && item.role === 'user') turns.push(item.textContent ?? '');
  });
  session.on(voice.AgentSessionEventTypes.Close, ({ reason }) => void closed.push(reason));
  const microphone = new Microphone();
  session.input.audio = microphone;
  await session.start({ agent: new voice.Agent({ instructions: 'Listen.' }), record: false });
  for (const frame of toFrames(await meeting(0, 30_000))) {
    microphone.say(frame);
    await sleep(1);
    if (turns.length >= 3) break;
  }
  await expect.poll(() => turns.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
  expect(turns.slice(0, 3)).toEqual(finals.slice(0, 3));
  expect(new Set(turns).size).toBe(turns.length);
  expect(world.streams()).toHaveLength(2);
  expect([world.errors, closed]).toEqual([[], []]);
  await session.close();
});
