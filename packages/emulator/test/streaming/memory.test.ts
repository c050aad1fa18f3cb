import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { until } from '../clock.ts';
import { engineThatHears, start } from '../world.ts';
import { meetingPcm, openStream } from './client.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function used(): number {
  collect();
  // V8 frees dead audio beside the program. The next collection waits until the last has freed what it found.
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1024 ** 2;
}

// Audio is kept no longer than it takes to hear it: ten minutes of it are nearly 20 MB, and as samples nearly 40.
it.each([
  ['a known recording', 'fixtures' as const],
  ['speech that an engine hears', engineThatHears({ text: 'Hello.', start: 200, end: 500 })],
])('ten minutes of %s leave nothing behind', async (_what, engine) => {
  const { emulator } = await start({ engine, streaming: { lookAheadSeconds: 10_000 } });
  const client = await openStream(emulator.streamingUrl);
  const audio = await meetingPcm();
  const heard = () => emulator.journal[0]?.stream?.audioBytes ?? 0;

  async function minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) {
      const goal = heard() + audio.byteLength;
      client.stream(audio, 16_000);
      await until(() => heard() === goal, 'a minute of audio');
    }
  }

  await minutes(2);
  const before = used();
  await minutes(10);
  expect(used() - before).toBeLessThan(6);
  expect((await client.terminate()).code).toBe(1000);
});
