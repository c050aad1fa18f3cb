import { expect, it } from 'vitest';
import { collect, meeting, startStreams, turnEnds } from './world.ts';

const english = { speech_model: 'universal-streaming-english' };

it('tells a meeting as turns, each with one end', async () => {
  await using world = await startStreams();
  const audio = await meeting();
  const events = await collect(world.client.streaming.transcribe(audio, english, { pacing: 'off' }));
  expect(events.at(0)?.type).toBe('session-start');
  expect(events.at(-1)).toMatchObject({ type: 'session-end', audio_duration_seconds: 58 });
  const ends = turnEnds(events);
  expect(ends.map(({ turn_order }) => turn_order)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(ends[0]?.transcript).toBe("good morning daniel let's start with the dates");
});
