import { stt } from '@livekit/agents';
import { expect, it } from 'vitest';
import { hear, meeting, startWorld, texts } from './world.ts';

const { SpeechEventType } = stt;
const speechModel = 'universal-streaming-english';

it('the host’s FallbackAdapter switches at once where the first provider refuses', async () => {
  await using refused = await startWorld([{ status: 401, times: 'always' }], { speechModel });
  await using good = await startWorld([], { speechModel });
  const both = new stt.FallbackAdapter({ sttInstances: [refused.ear, good.ear] });
  const stream = both.stream();
  const lost: boolean[] = [];
  const emitter: NodeJS.EventEmitter = both;
  emitter.on('stt_availability_changed', ({ available }: { available: boolean }) => lost.push(available));
  // What comes while it switches is lost in the adapter, so speech begins after.
  await new Promise<void>((resolve) => emitter.once('stt_availability_changed', () => setImmediate(resolve)));
  const events = await hear(stream, await meeting(0, 20_000));
  expect(texts(events, SpeechEventType.FINAL_TRANSCRIPT).length).toBeGreaterThan(1);
  expect(lost[0]).toBe(false);
  expect(refused.emulator.journal.length).toBeLessThanOrEqual(2);
  await both.close();
});
