import { createClient } from '#platform';
import { type EarmarkProvider, createProvider } from './provider.ts';
import { type EarmarkSettings, createMeans } from './settings.ts';

/**
 * Creates a provider for the AI SDK 7.
 *
 * Nothing is read or opened before the first call, and a missing key is told then.
 */
export function createEarmark(settings: EarmarkSettings = {}): EarmarkProvider {
  return createProvider(createMeans(settings, createClient));
}

/** The provider with the key of ASSEMBLYAI_API_KEY. */
export const earmark = createEarmark();

export { createEarmark as createAssemblyAI, earmark as assemblyai };
export type { EarmarkTranscriptionOptions } from './options/names.ts';
export type { EarmarkProvider } from './provider.ts';
export type { EarmarkSettings } from './settings.ts';
