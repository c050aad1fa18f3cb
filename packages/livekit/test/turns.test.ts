import { stt } from '@livekit/agents';
import { expect, it } from 'vitest';
import { sonny } from './sonny.ts';
import { hear, kinds, meeting, startWorld, texts, toFrames, until } from './world.ts';

const { SpeechEventType } = stt;
const model = 'universal-streaming-english';

it('a sentence told bit by bit, then whole, then formatted, is one FINAL', async () => {
  for (const formatTurns of [true, undefined]) {
    const plan = { stream: { frames: sonny } };
    await using world = await startWorld([plan], { speechModel: model, formatTurns });
    const events = await hear(world.ear.stream(), await meeting(0, 1000));
    const wanted = formatTurns === true ? ['Hi, my name is Sonny.'] : ['hi my name is sonny'];
    expect(texts(events, SpeechEventType.FINAL_TRANSCRIPT)).toEqual(wanted);
    expect(world.errors).toEqual([]);
  }
});

it('a turn is START, what is heard so far, FINAL, END and its usage', async () => {
  await using world = await startWorld([], { speechModel: model, formatTurns: true });
  const events = await hear(world.ear.stream(), await meeting(0, 20_000));
  const told = kinds(events).join(' ');
  expect(told).toMatch(/^(START (INTERIM |PREFLIGHT )*FINAL END USAGE ?)+(USAGE)?$/);
  expect(texts(events, SpeechEventType.FINAL_TRANSCRIPT).length).toBeGreaterThan(1);
});

it('usage adds up to the audio that was pushed', async () => {
  await using world = await startWorld([], { speechModel: model });
  const events = await hear(world.ear.stream(), await meeting(0, 20_000));
  const seconds = events.map(({ recognitionUsage }) => recognitionUsage?.audioDuration ?? 0);
  expect(seconds.reduce((sum, one) => sum + one, 0)).toBeCloseTo(20, 5);
});

it('a model that does not say when speech starts still starts every turn once', async () => {
  for (const speechModel of [model, 'universal-3-6-pro']) {
    await using world = await startWorld([], { speechModel });
    const told = kinds(await hear(world.ear.stream(), await meeting(0, 20_000)));
    const count = (kind: string): number => told.filter((one) => one === kind).length;
    expect([speechModel, count('START'), count('END')]).toEqual([speechModel, count('FINAL'), count('FINAL')]);
  }
});

it('a preflight has the turn from its beginning, each text once', async () => {
  const first = turn('I am a voice agent.', { utterance: 'I am a voice agent.' });
  const second = turn('I am a voice agent. I like tea.', { utterance: 'I like tea.' });
  const end = turn('I am a voice agent. I like tea.', { end_of_turn: true, turn_is_formatted: true });
  const plan = { stream: { frames: [first, second, { ...second, end_of_turn_confidence: 0.3 }, end] } };
  await using world = await startWorld([plan], { speechModel: model });
  const stream = world.ear.stream();
  const events: stt.SpeechEvent[] = [];
  const over = (async () => {
    for await (const event of stream) events.push(event);
  })();
  // One message of audio brings one of the service's; a reader that lags would be told the newest alone.
  for (const [index, count] of [3, 5, 5, 7].entries()) {
    for (const frame of toFrames(await meeting(index * 50, index * 50 + 50))) stream.pushFrame(frame);
    await until(() => events.length >= count);
  }
  stream.endInput();
  await over;
  const whole = 'I am a voice agent. I like tea.';
  expect(texts(events, SpeechEventType.PREFLIGHT_TRANSCRIPT)).toEqual(['I am a voice agent.', whole]);
  expect(kinds(events).join(' ')).toMatch(/^START INTERIM PREFLIGHT INTERIM PREFLIGHT FINAL END USAGE/);
});

it('a final has its speaker, its words on the stream’s clock, and when speech ended', async () => {
  const words = wordsOf('good morning').map((word) => ({ ...word, speaker: 'A' }));
  const end = { type: 'Turn', turn_order: 0, turn_is_formatted: true, end_of_turn: true, transcript: 'good morning' };
  const plans = ['A', 'UNKNOWN'].map((speaker_label) => ({ stream: { frames: [{ ...end, words, speaker_label }] } }));
  await using world = await startWorld(plans, { speechModel: model, speakerLabels: true });
  const finals = [];
  for (const _ of plans) {
    const stream = world.ear.stream();
    stream.startTimeOffset = 100;
    const before = Date.now();
    const events = await hear(stream, await meeting(0, 1000));
    const final = events.find(({ type }) => type === SpeechEventType.FINAL_TRANSCRIPT);
    expect(final?.speechEndTime).toBeGreaterThanOrEqual(before - 1000);
    expect(final?.speechEndTime).toBeLessThanOrEqual(Date.now());
    finals.push(final?.alternatives?.[0]);
  }
  expect(finals.map((data) => data?.speakerId)).toEqual(['A', null]);
  expect(finals[0]?.words?.map(({ text, speakerId }) => [text, speakerId])).toEqual([
    ['good', 'A'],
    ['morning', 'A'],
  ]);
  expect(finals[0]?.words?.[1]?.startTime).toBeCloseTo(100.2, 1);
  expect(finals[0]?.endTime).toBeCloseTo(100.4, 1);
});

function turn(transcript: string, rest: object) {
  const base = { type: 'Turn', turn_order: 0, turn_is_formatted: false, end_of_turn: false };
  return { ...base, end_of_turn_confidence: 0.2, transcript, words: wordsOf(transcript), ...rest };
}

function wordsOf(text: string) {
  const words = text.split(' ');
  return words.map((word, index) => {
    return { text: word, start: index * 200, end: (index + 1) * 200, confidence: 0.9, word_is_final: true };
  });
}
