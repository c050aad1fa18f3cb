import { expect, it } from 'vitest';
import type { StreamRecord } from '@earmark/emulator';
import {
  AssemblyAISTTService,
  ErrorFrame,
  type Frame,
  InputAudioRawFrame,
  LLMContextAssistantTurnFrame,
  STTMuteFrame,
  STTUpdateSettingsFrame,
  StartFrame,
  TranscriptionFrame,
  VADUserStartedSpeakingFrame,
  VADUserStoppedSpeakingFrame,
} from '../src/index.ts';
import { Probe, meeting, start, startWorld, toFrames, until } from './world.ts';

type Session = { readonly stream: StreamRecord; readonly path: string };

async function run(frames: readonly Frame[], isDone: (sessions: readonly Session[]) => boolean = () => true) {
  await using world = await startWorld();
  const sessions = (): Session[] =>
    world.emulator.journal.flatMap(({ stream, path }) => (stream === undefined ? [] : [{ stream, path }]));
  const { client, clock } = world;
  const stt = new AssemblyAISTTService({ client, clock });
  const sink = new Probe();
  const { task, errors, over } = start([stt, sink]);
  await task.queueFrames(frames);
  await until(() => isDone(sessions()));
  await task.stopWhenDone();
  await over;
  return { stt, sink, errors, sessions: sessions() };
}

const one = async (): Promise<Frame[]> => [...toFrames(await meeting(0, 1_650))];
const said = (sink: Probe): string =>
  sink
    .of(TranscriptionFrame)
    .map(({ text }) => text)
    .join(' ');

it('what may be changed is changed over the same connection, once the voice has ended', async () => {
  const { sessions, sink } = await run(
    [
      new VADUserStartedSpeakingFrame(),
      new STTUpdateSettingsFrame({ settings: { keyterms_prompt: ['Daniel'] } }),
      ...(await one()),
      new VADUserStoppedSpeakingFrame(),
    ],
    ([session]) => JSON.stringify(session?.stream.received ?? []).includes('UpdateConfiguration'),
  );
  expect(sessions).toHaveLength(1);
  const sent = sessions[0]?.stream.received.map((message) => JSON.stringify(message)) ?? [];
  expect(sent.filter((message) => message.includes('UpdateConfiguration'))).toHaveLength(1);
  expect(sent.findIndex((message) => message.includes('UpdateConfiguration'))).toBeGreaterThan(
    sent.findIndex((message) => message.includes('ForceEndpoint')),
  );
  expect(said(sink)).toBe('Good morning, Daniel.');
});

it('another model is another connection, at the turn’s end, and no audio is lost between', async () => {
  const { sessions, sink, errors } = await run(
    [
      new VADUserStartedSpeakingFrame(),
      new STTUpdateSettingsFrame({ settings: { speech_model: 'universal-streaming-english' } }),
      ...(await one()),
      new VADUserStoppedSpeakingFrame(),
      ...toFrames(await meeting(1_650, 3_400)),
    ],
    (all) => all.length === 2,
  );
  expect(errors).toEqual([]);
  expect(sessions.map(({ path }) => new URL(path, 'ws://any').searchParams.get('speech_model'))).toEqual([
    'universal-3-6-pro',
    'universal-streaming-english',
  ]);
  expect(
    said(sink)
      .toLowerCase()
      .replaceAll(/[^a-z' ]/g, ''),
  ).toBe("good morning daniel let's start with the dates");
});

it('settings for another service pass by', async () => {
  const frame = new STTUpdateSettingsFrame({ settings: { keyterms_prompt: ['x'] }, service: 'another' });
  const { sink } = await run([frame]);
  expect(sink.of(STTUpdateSettingsFrame)).toEqual([frame]);
});

it('a muted service hears nothing, and passes audio on', async () => {
  const audio = await one();
  const { sink, sessions } = await run([new STTMuteFrame({ mute: true }), ...audio, new STTMuteFrame({ mute: false })]);
  expect(sessions[0]?.stream.audioBytes).toBe(0);
  expect(sink.of(InputAudioRawFrame)).toHaveLength(audio.length);
  expect(said(sink)).toBe('');
});

it('the agent’s words go to the service as context for the next turn', async () => {
  const { sessions } = await run([new LLMContextAssistantTurnFrame({ text: `${'x'.repeat(2_000)}?` })]);
  const sent = JSON.stringify(sessions[0]?.stream.received);
  expect(sent).toContain(`"agent_context":"${'x'.repeat(1_749)}?"`);
});

it('audio at another rate is an error that says which', async () => {
  const frames = [1, 2].map(() => new InputAudioRawFrame({ audio: new Uint8Array(480), sampleRate: 24_000 }));
  const { errors, stt } = await run(frames);
  expect(errors).toEqual([
    `${stt.name} hears nothing: audio came with 24000 Hz in 1 channels, and it takes 16000 Hz in one.`,
  ]);
});

it('a service that cannot be reached is an error upstream that is not fatal', async () => {
  await using world = await startWorld([], { streamingUrl: 'ws://127.0.0.1:9' });
  const stt = new AssemblyAISTTService({ client: world.client });
  const before = new Probe();
  const { task, over } = start([before, stt]);
  await task.queueFrames(await one());
  await task.stopWhenDone();
  expect(await over).toMatchObject({ status: 'ended' });
  expect(before.of(ErrorFrame)).toMatchObject([{ fatal: false, exception: { code: 'network' } }]);
  expect(before.of(StartFrame)).toHaveLength(1);
});
