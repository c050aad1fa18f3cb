import { type Client, createPortableClient } from '../client.ts';
import type { ClientOptions } from '../options.ts';
import type { Clock, Transport } from '../transport.ts';
import { openNodeAudio } from './audio.ts';
import { systemClock } from './clock.ts';
import { createUndiciTransport } from './undici-transport.ts';

export interface NodeClientOptions extends ClientOptions {
  /** Sends the requests. @default undici, loaded at the first one */
  readonly transport?: Transport | undefined;
  /** @default the system's */
  readonly clock?: Clock | undefined;
}

/**
 * Creates a client for AssemblyAI, or for anything that speaks its API at `baseUrl`.
 *
 * The key comes from `apiKey` or `ASSEMBLYAI_API_KEY`, the addresses from the options, then `ASSEMBLYAI_BASE_URL` and
 * `ASSEMBLYAI_LLM_GATEWAY_URL`, then the region. Nothing is opened before the first call.
 *
 * @throws EarmarkError `auth` when there is no key, `invalid` for an unknown region or a base URL that is none.
 */
export function createClient(options: NodeClientOptions = {}): Client {
  const { env } = process;
  return createPortableClient(
    {
      request: options.transport ?? createUndiciTransport(),
      clock: options.clock ?? systemClock,
      openAudio: openNodeAudio,
    },
    {
      region: options.region,
      apiKey: options.apiKey ?? env['ASSEMBLYAI_API_KEY'],
      baseUrl: options.baseUrl ?? env['ASSEMBLYAI_BASE_URL'],
      llmGatewayUrl: options.llmGatewayUrl ?? env['ASSEMBLYAI_LLM_GATEWAY_URL'],
    },
  );
}
