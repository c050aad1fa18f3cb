import { type Emulator, startEmulator } from '../../../packages/emulator/src/index.ts';

/** Starts an emulator whose jobs take the times they are given, in milliseconds, in the order in which they start. */
export async function startTimed(timesMs: readonly number[]): Promise<Emulator> {
  let started = 0;
  return await startEmulator({
    engine: {
      name: 'timed',
      recognise: async () => {
        const ms = timesMs[started] ?? 0;
        started += 1;
        await new Promise((resolve) => setTimeout(resolve, ms));
        return { words: [{ text: 'Hello.', start: 0, end: 500, confidence: 1, speaker: 'A' }], languageCode: 'en_us' };
      },
    },
  });
}
