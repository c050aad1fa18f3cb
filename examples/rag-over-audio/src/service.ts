import { type Client, createClient } from '@earmark/core';
import { startEmulator } from '@earmark/emulator';

/** Who transcribes and answers, and by which model. */
export interface Service extends AsyncDisposable {
  readonly client: Client;
  readonly model: string;
  readonly description: string;
}

/** AssemblyAI where there is a key, the emulator on this machine otherwise. */
export async function openService(fixtures: readonly string[] = []): Promise<Service> {
  if (process.env['ASSEMBLYAI_API_KEY']) {
    const client = createClient();
    const ids = (await client.llm.models()).data.map(({ id }) => id);
    const model = process.env['MODEL'] ?? ids.find((id) => /haiku|flash|mini/.test(id)) ?? ids[0] ?? '';
    return { client, model, description: `AssemblyAI, ${model}`, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const emulator = await startEmulator({ fixtures });
  const { url: baseUrl, llmGatewayUrl } = emulator;
  return {
    client: createClient({ apiKey: 'any', baseUrl, llmGatewayUrl }),
    model: 'earmark-extractive',
    description: 'the emulator, which only quotes; set ASSEMBLYAI_API_KEY for AssemblyAI itself',
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}
