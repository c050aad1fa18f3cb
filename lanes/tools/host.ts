import assert from 'node:assert/strict';
import { type Client, createClient } from '@earmark/core';
import { type AssemblyAIPlugin, type PluginOptions, createAssemblyAIPlugin } from '@earmark/kernel';
import { type Asked, missingFrom, traces } from '@earmark/operations/traces';

/** Where a host runs: an emulator of its own, in the lane's process. */
export interface Place {
  readonly baseUrl: string;
  readonly llmGatewayUrl: string;
  readonly journal: readonly Asked[];
  readonly recording: string;
}

/** What holds in a host, each as a run of its own runner or loop. */
export type Promises = Readonly<Record<string, (place: Place) => Promise<void>>>;

/** The transcript's first words, as models are given them: whoever says them heard the recording. */
export const heard = /Good morning, Daniel/;

export const question = 'What is said in the recording?';

export function clientOf({ baseUrl, llmGatewayUrl }: Place): Client {
  return createClient({ apiKey: 'the-key-of-the-lane', baseUrl, llmGatewayUrl });
}

export function pluginOf(place: Place, options: PluginOptions = {}): AssemblyAIPlugin {
  return createAssemblyAIPlugin({ client: clientOf(place), ...options });
}

/** Uploads the recording, and gives the arguments of the catalogue's sample with it. */
export async function argumentsOf(place: Place): Promise<{ audio: string; speaker_labels: true }> {
  return { audio: await clientOf(place).files.upload(place.recording), speaker_labels: true };
}

/** The requests of the operation were made, once. */
export function assertTrace({ journal }: Place): void {
  assert.deepEqual(missingFrom(journal, traces['transcribe'] ?? []), []);
  assert.equal(journal.filter(({ route }) => route === 'POST /v2/transcript').length, 1);
}
