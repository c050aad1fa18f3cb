import { setTimeout as sleep } from 'node:timers/promises';
import { startEmulator } from '../../src/index.ts';

// An emulator to be killed: it keeps its data in the folder of its only argument, takes a moment over each job, and
// never hears the same twice, so that a job that is done again is found out.
const emulator = await startEmulator({
  data: process.argv[2],
  concurrency: 4,
  engine: {
    name: 'slow',
    async recognise() {
      await sleep(Math.random() * 20);
      const words = Array.from({ length: 500 }, (_, at) => ({
        text: `word${Math.random()}`,
        start: at,
        end: at + 1,
        confidence: 1,
        speaker: null,
      }));
      return { words, languageCode: 'en_us' };
    },
  },
});
process.stdout.write(`${emulator.url}\n`);
