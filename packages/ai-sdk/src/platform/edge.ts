import type { Client, ClientOptions } from '@earmark/core';
import { type EdgeClientOptions, createClient as createEdgeClient } from '@earmark/core/edge';

/** Creates a client over `fetch` and the runtime's `WebSocket`; reads the environment where the runtime has one. */
export function createClient(options: EdgeClientOptions): Client {
  return createEdgeClient({ ...fromEnvironment(), ...present(options) });
}

// Vercel's edge runtime and others have `process.env` and nothing else of Node's.
function fromEnvironment(): ClientOptions {
  const env = typeof process === 'undefined' ? undefined : process.env;
  return {
    apiKey: env?.['ASSEMBLYAI_API_KEY'],
    baseUrl: env?.['ASSEMBLYAI_BASE_URL'],
    llmGatewayUrl: env?.['ASSEMBLYAI_LLM_GATEWAY_URL'],
    streamingUrl: env?.['ASSEMBLYAI_STREAMING_URL'],
  };
}

function present(options: EdgeClientOptions): EdgeClientOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
