import { type Client, createClient } from '@earmark/core';
import { startEmulator } from '@earmark/emulator';
import type { Request } from './arguments.ts';

/** Who does the work, and how to say so. */
export interface Service extends AsyncDisposable {
  readonly client: Client;
  readonly kind: 'real' | 'emulator';
  readonly description: string;
}

/** The real service where there is a key, the embedded emulator otherwise. */
export async function openService({ emulator }: Pick<Request, 'emulator'>): Promise<Service> {
  const hasKey = (process.env['ASSEMBLYAI_API_KEY'] ?? '').trim() !== '';
  if (!hasKey || emulator) return await openEmulator();
  return {
    client: createClient(),
    kind: 'real',
    description: 'AssemblyAI, with your ASSEMBLYAI_API_KEY',
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

export async function openEmulator(): Promise<Service> {
  const emulator = await startEmulator();
  const { url: baseUrl, llmGatewayUrl, engines } = emulator;
  return {
    client: createClient({ apiKey: 'any-key-will-do', baseUrl, llmGatewayUrl }),
    kind: 'emulator',
    description: `the embedded emulator (${engines.join(', ')}). Set ASSEMBLYAI_API_KEY to use AssemblyAI itself.`,
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}
