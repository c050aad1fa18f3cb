import { type Client, createClient } from '@earmark/core';
import { type Emulator, type EmulatorOptions, startEmulator } from '@earmark/emulator';

export interface World extends AsyncDisposable {
  readonly client: Client;
  readonly emulator: Emulator;
  /** Routes asked, in order, without the looks at jobs. */
  asked(): (string | undefined)[];
}

export const getTranscript = 'GET /v2/transcript/{transcript_id}';
export const postTranscript = 'POST /v2/transcript';

/** Starts an emulator and points a client at it. */
export async function startWorld(script: EmulatorOptions['script'] = {}): Promise<World> {
  const emulator = await startEmulator({ engine: 'fixtures', script });
  const client = createClient({ baseUrl: emulator.url, apiKey: 'any-key' });
  return {
    client,
    emulator,
    asked: () => emulator.journal.map(({ route }) => route).filter((route) => route !== getTranscript),
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

/** A completed job as a script plays it, said word by word. */
export function completed(id: string, more: Record<string, unknown> = {}): { body: Record<string, unknown> } {
  const words = [
    { text: 'Good', start: 100, end: 300, confidence: 1, speaker: 'A' },
    { text: 'morning.', start: 300, end: 700, confidence: 1, speaker: 'A' },
  ];
  const text = 'Good morning.';
  return { body: { id, status: 'completed', audio_url: 'https://example.org/a.mp3', text, words, ...more } };
}
