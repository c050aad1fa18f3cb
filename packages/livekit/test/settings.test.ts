import { setImmediate } from 'node:timers/promises';
import { Plugin, llm, stt, type voice } from '@livekit/agents';
import { expect, it } from 'vitest';
import { STT } from '../src/index.ts';
import { collect, hear, meeting, startWorld, texts, toFrames, until } from './world.ts';

const { SpeechEventType } = stt;
const said = (text: string): voice.ConversationItemAddedEvent => ({
  type: 'conversation_item_added',
  item: llm.ChatMessage.create({ role: 'assistant', content: text }),
  createdAt: 0,
});

it('options go out under the API’s names, and 0 and false are sent', async () => {
  await using world = await startWorld([], {
    speechModel: 'universal-streaming-english',
    endOfTurnConfidenceThreshold: 0,
    minEndOfTurnSilenceWhenConfident: 160,
    maxTurnSilence: 2400,
    formatTurns: false,
    keytermsPrompt: ['Earmark'],
    vadThreshold: 0,
    extraParams: { turn_left_pad_ms: 0 },
  });
  await hear(world.ear.stream(), await meeting(0, 500));
  const asked = new URL(world.emulator.journal[0]?.path ?? '', 'http://host').searchParams;
  expect(Object.fromEntries(asked)).toEqual({
    sample_rate: '16000',
    encoding: 'pcm_s16le',
    speech_model: 'universal-streaming-english',
    end_of_turn_confidence_threshold: '0',
    min_turn_silence: '160',
    max_turn_silence: '2400',
    format_turns: 'false',
    keyterms_prompt: '["Earmark"]',
    vad_threshold: '0',
    turn_left_pad_ms: '0',
  });
});

it('flush ends the turn, and what is changed reaches an open session', async () => {
  await using world = await startWorld([], { keytermsPrompt: ['Earmark'] });
  const stream = world.ear.stream();
  for (const frame of toFrames(await meeting(0, 3000))) stream.pushFrame(frame);
  await until(() => (world.streams()[0]?.audioBytes ?? 0) > 0);
  stream.flush();
  world.ear.updateOptions({ minTurnSilence: 0, prompt: '' });
  world.ear._updateSessionKeyterms(['Sonny', 'Earmark']);
  world.ear._pushConversationItem(said(`${'x'.repeat(2000)} What is your name?`));
  await setImmediate();
  stream.endInput();
  await collect(stream);
  const sent = JSON.stringify(world.streams()[0]);
  expect(sent).toContain('ForceEndpoint');
  expect(sent).toContain('"min_turn_silence":0');
  expect(sent).toContain('"prompt":""');
  expect(sent).toContain('"keyterms_prompt":["Earmark","Sonny"]');
  expect(/"agent_context":"(x+ What is your name\?)"/.exec(sent)?.[1]).toHaveLength(1750);
});

it('a token is asked for before every connection, and no key is needed', async () => {
  let asked = 0;
  await using outer = await startWorld();
  const { createClient } = await import('@earmark/core');
  const { url: baseUrl, streamingUrl } = outer.emulator;
  const server = createClient({ apiKey: 'any-key', baseUrl, streamingUrl });
  const token = async (): Promise<string> => {
    asked += 1;
    return (await server.streaming.createToken({ expires_in_seconds: 60 })).token;
  };
  const ear = new STT({ token, baseUrl: streamingUrl });
  const events = await hear(ear.stream(), await meeting(0, 4000));
  await hear(ear.stream(), await meeting(0, 500));
  expect(texts(events, SpeechEventType.FINAL_TRANSCRIPT)).not.toEqual([]);
  expect(asked).toBe(2);
});

it('without a key, a token or a client it says what is missing', () => {
  const { ASSEMBLYAI_API_KEY: kept } = process.env;
  delete process.env['ASSEMBLYAI_API_KEY'];
  expect(() => new STT()).toThrow(/ASSEMBLYAI_API_KEY/);
  if (kept !== undefined) process.env['ASSEMBLYAI_API_KEY'] = kept;
  expect(() => new STT({ apiKey: 'any', baseUrl: 'streaming' })).toThrow(/streamingUrl/);
});

it('recognize transcribes audio that is already there', async () => {
  await using world = await startWorld();
  const frames = [...toFrames(await meeting())];
  const event = await world.ear.recognize(frames);
  expect(event.alternatives?.[0].text).toContain('beta');
  expect(event.alternatives?.[0].words?.length).toBeGreaterThan(20);
});

it('is registered as a plugin, and says what it can do', () => {
  expect(Plugin.registeredPlugins.map((plugin) => plugin.package)).toContain('@earmark/livekit');
  const ear = new STT({ apiKey: 'any', speechModel: 'universal-streaming-english' });
  expect([ear.model, ear.provider]).toEqual(['universal-streaming-english', 'AssemblyAI']);
  expect(ear.capabilities).toMatchObject({ streaming: true, alignedTranscript: 'word', keyterms: true });
  expect([ear, new STT({ apiKey: 'any' })].map(({ capabilities }) => capabilities.chatContext)).toEqual([false, true]);
});
