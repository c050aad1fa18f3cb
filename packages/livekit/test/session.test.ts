import { voice } from '@livekit/agents';
import { expect, it } from 'vitest';
import type { STT } from '../src/index.ts';
import { Loudspeaker, Microphone, monologue } from './room.ts';
import { meeting, startWorld } from './world.ts';

const speechModel = 'universal-streaming-english';

/** An agent that hears with this, and the turns that it takes for the user's. */
async function startAgent(ear: STT) {
  const session = new voice.AgentSession({
    stt: ear,
    llm: new voice.testing.FakeLLM(),
    vad: null,
    aecWarmupDuration: 0,
    turnHandling: { turnDetection: 'stt', endpointing: { minDelay: 0 } },
  });
  const microphone = new Microphone();
  const [finals, turns, closed]: [string[], string[], unknown[]] = [[], [], []];
  session.on(voice.AgentSessionEventTypes.UserInputTranscribed, ({ isFinal, transcript }) => {
    if (isFinal) finals.push(transcript);
  });
  session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
    if (item.type === 'message' && item.role === 'user') turns.push(item.textContent ?? '');
  });
  session.on(voice.AgentSessionEventTypes.Close, ({ reason }) => void closed.push(reason));
  session.input.audio = microphone;
  session.output.audio = new Loudspeaker();
  await session.start({ agent: new voice.Agent({ instructions: 'Listen.' }), record: false });
  return { session, microphone, finals, turns, closed, [Symbol.asyncDispose]: () => session.close() };
}

it('an AgentSession commits each of three turns once, and does not notice a lost connection', async () => {
  const plan = { stream: { atByte: 150_000, drop: true } };
  await using world = await startWorld([plan], { speechModel, formatTurns: true });
  await using agent = await startAgent(world.ear);
  const { finals, turns, closed, microphone } = agent;
  await microphone.say(await meeting(0, 30_000), () => turns.length < 3);
  await expect.poll(() => turns.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
  expect(turns.slice(0, 3)).toEqual(finals.slice(0, 3));
  expect(new Set(turns).size).toBe(turns.length);
  expect(world.streams()).toHaveLength(2);
  expect([world.errors, closed]).toEqual([[], []]);
});

it('an agent that is speaking stops when the user speaks, and what the user said is a turn', async () => {
  await using world = await startWorld([], { speechModel, formatTurns: true });
  await using agent = await startAgent(world.ear);
  const { session, turns, microphone } = agent;
  const speech = session.say('Let me tell you all about it.', { audio: monologue() });
  await expect.poll(() => session.agentState, { timeout: 10_000 }).toBe('speaking');
  expect(speech.interrupted).toBe(false);
  await microphone.say(Int16Array.of(...(await meeting(0, 1_650)), ...new Int16Array(48_000)));
  await expect.poll(() => turns, { timeout: 20_000 }).toEqual(['Good morning, Daniel.']);
  expect(speech.interrupted).toBe(true);
  expect(session.agentState).not.toBe('speaking');
});
