import { createClient } from '#platform';
import { type EarmarkProviderV3, createProviderV3 } from './v3/provider.ts';
import { type EarmarkSettings, createMeans } from './settings.ts';

/**
 * Creates a provider for the AI SDK 6, whose transcription neither streams nor takes a URL without downloading it.
 *
 * Nothing is read or opened before the first call, and a missing key is told then.
 */
export function createEarmark(settings: EarmarkSettings = {}): EarmarkProviderV3 {
  return createProviderV3(createMeans(settings, createClient));
}

/** The provider with the key of ASSEMBLYAI_API_KEY. */
export const earmark = createEarmark();

export { createEarmark as createAssemblyAI, earmark as assemblyai };
export type { EarmarkTranscriptionOptions } from './options/names.ts';
export type { EarmarkProviderV3 } from './v3/provider.ts';
export type { EarmarkLanguageModelV3, EarmarkTranscriptionModelV3 } from './v3/types.ts';
export type { EarmarkSettings } from './settings.ts';
