import { type Client, createClient } from '@earmark/core';
import { type EmulatorOptions, startEmulator } from '@earmark/emulator';

/** Who hears, and where browsers find them. */
export interface Service extends AsyncDisposable {
  /** Holds the key, and stays on the server. */
  readonly client: Client;
  readonly streamingUrl: string;
  readonly isEmulator: boolean;
}

/** AssemblyAI where there is a key, the emulator on this machine otherwise. */
export async function openService(): Promise<Service> {
  const { ASSEMBLYAI_API_KEY: apiKey = '', ASSEMBLYAI_STREAMING_URL: url } = process.env;
  if (apiKey.trim() === '') return await openEmulator();
  const streamingUrl = url ?? 'wss://streaming.assemblyai.com';
  const client = createClient({ apiKey, streamingUrl });
  return { client, streamingUrl, isEmulator: false, [Symbol.asyncDispose]: () => Promise.resolve() };
}

/** The emulator, which knows the recordings that come with it by their sound. */
export async function openEmulator(apiKey = 'any-key-will-do', options: EmulatorOptions = {}): Promise<Service> {
  const emulator = await startEmulator({ engine: 'fixtures', keys: [apiKey], ...options });
  const { url: baseUrl, streamingUrl } = emulator;
  const client = createClient({ apiKey, baseUrl, streamingUrl });
  return { client, streamingUrl, isEmulator: true, [Symbol.asyncDispose]: () => emulator.close() };
}
