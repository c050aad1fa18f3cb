import { type Emulator, startEmulator } from '../../../packages/emulator/src/index.ts';

/** An emulator whose jobs take the times they are given, in the order in which they start. */
export interface TimedService {
  readonly emulator: Emulator;
  /** When the last job ended, by `Date.now()`. */
  lastEndMs(): number;
}

export async function startTimed(timesMs: readonly number[]): Promise<TimedService> {
  let started = 0;
  let lastEndMs = 0;
  const emulator = await startEmulator({
    engine: {
      name: 'timed',
      recognise: async () => {
        const ms = timesMs[started] ?? 0;
        started += 1;
        await new Promise((resolve) => setTimeout(resolve, ms));
        lastEndMs = Date.now();
        return { words: [{ text: 'Hello.', start: 0, end: 500, confidence: 1, speaker: 'A' }], languageCode: 'en_us' };
      },
    },
  });
  return { emulator, lastEndMs: () => lastEndMs };
}
