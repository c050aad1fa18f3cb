import diagnostics from 'node:diagnostics_channel';
import { type Client, createPortableClient } from '../client.ts';
import type { ClientOptions } from '../options.ts';
import type { SocketTransport } from '../streaming/socket.ts';
import type { Clock, Transport } from '../transport.ts';
import { timerClock } from '../edge/timer-clock.ts';

export interface NodeClientOptions extends ClientOptions {
  /** Sends the requests. @default undici, loaded at the first one */
  readonly transport?: Transport | undefined;
  /** Opens WebSockets. @default `ws`, loaded at the first one */
  readonly sockets?: SocketTransport | undefined;
  /** @default the system's */
  readonly clock?: Clock | undefined;
  /** A number from 0 up to 1, for jitter. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/**
 * Creates a client for AssemblyAI, or for anything that speaks its API at `baseUrl`.
 *
 * The key comes from `apiKey` or `ASSEMBLYAI_API_KEY`, the addresses from the options, then `ASSEMBLYAI_BASE_URL`,
 * `ASSEMBLYAI_LLM_GATEWAY_URL`, `ASSEMBLYAI_SYNC_URL` and `ASSEMBLYAI_STREAMING_URL`, then the region. Nothing is opened
 * before the first call. What it does is published on the diagnostics channels `earmark:request`, `earmark:retry`,
 * `earmark:poll`, `earmark:job` and `earmark:stream`, each message a `ClientEvent`.
 *
 * @throws EarmarkError `auth` when there is no key, `invalid` for an unknown region or a base URL that is none.
 */
export function createClient(options: NodeClientOptions = {}): Client {
  const { env } = process;
  const { transport, sockets, clock, random, ...rest } = options;
  return createPortableClient(
    {
      request: transport ?? undiciTransport(),
      clock: clock ?? timerClock,
      sockets: sockets ?? wsTransport,
      openAudio: async (source) => await (await import('./open-audio.ts')).openNodeAudio(source),
      random,
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      observe: (event) => channels[event.type].publish(event),
    },
    {
      ...rest,
      apiKey: options.apiKey ?? env['ASSEMBLYAI_API_KEY'],
      baseUrl: options.baseUrl ?? env['ASSEMBLYAI_BASE_URL'],
      llmGatewayUrl: options.llmGatewayUrl ?? env['ASSEMBLYAI_LLM_GATEWAY_URL'],
      syncUrl: options.syncUrl ?? env['ASSEMBLYAI_SYNC_URL'],
      streamingUrl: options.streamingUrl ?? env['ASSEMBLYAI_STREAMING_URL'],
    },
  );
}

// What only some programs need, and none at once, is loaded when it is needed.
function undiciTransport(): Transport {
  let loading: Promise<Transport> | undefined;
  return async (request) => await (await (loading ??= loadTransport()))(request);
}

async function loadTransport(): Promise<Transport> {
  const { createUndiciTransport } = await import('./undici-transport.ts');
  return createUndiciTransport();
}

const wsTransport: SocketTransport = Object.freeze({
  sendsHeaders: true,
  open: async (...call: Parameters<SocketTransport['open']>) =>
    await (await import('./ws-transport.ts')).openWs(...call),
});

const channels = Object.freeze({
  request: diagnostics.channel('earmark:request'),
  retry: diagnostics.channel('earmark:retry'),
  stream: diagnostics.channel('earmark:stream'),
  poll: diagnostics.channel('earmark:poll'),
  job: diagnostics.channel('earmark:job'),
});
