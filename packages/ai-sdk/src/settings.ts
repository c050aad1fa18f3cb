import type { Client, ClientOptions, Region, Transport, WebhookReceiver } from '@earmark/core';

/** What a provider is made with; everything may be left out. */
export interface EarmarkSettings {
  /** @default process.env.ASSEMBLYAI_API_KEY, read at the first call */
  readonly apiKey?: string | undefined;
  /** Where jobs and their data live. @default 'us' */
  readonly region?: Region | undefined;
  /** The REST API. @default the region's, or ASSEMBLYAI_BASE_URL */
  readonly baseURL?: string | undefined;
  /** The LLM gateway, its `/v1` included. @default the region's, or ASSEMBLYAI_LLM_GATEWAY_URL */
  readonly llmGatewayURL?: string | undefined;
  /** The streaming API, `ws:` or `wss:`. @default the region's, or ASSEMBLYAI_STREAMING_URL */
  readonly streamingURL?: string | undefined;
  /** Headers to send with every request; those of a call are added to them. @default none */
  readonly headers?: Headers | undefined;
  /** Sends the requests instead of Earmark's own transport. @default none */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** A client that is there already; nothing above is heeded then. @default none */
  readonly client?: Client | undefined;
  /** Learns of a job's end by the service's callback, instead of looking every few seconds. @default none */
  readonly webhook?: WebhookReceiver | undefined;
  /** How long `transcribe()` waits, in milliseconds; the job goes on after that. @default 10_800_000 */
  readonly timeoutMs?: number | undefined;
  /** Longest pause between two looks at a job, in milliseconds. @default 3_000 */
  readonly pollIntervalMs?: number | undefined;
}

export type Headers = Readonly<Record<string, string | undefined>>;

/** The services a call may go to. */
type Service = 'api' | 'llm' | 'streaming';

/** What the models of one provider share. */
export interface Means {
  readonly settings: EarmarkSettings;
  /** The client for a call with these headers. @throws EarmarkError where the settings make none. */
  client(headers?: Headers): Client;
  /** Where a service is, for errors: without a query or a password. */
  addressOf(service: Service): string;
}

type CreateClient = (options: ClientOptions & { readonly transport?: Transport | undefined }) => Client;

/** Prepares clients; none is made before the first call, and one serves all calls that have no headers of their own. */
export function createMeans(settings: EarmarkSettings, createClient: CreateClient): Means {
  const { apiKey, region, baseURL, llmGatewayURL, streamingURL, headers = {} } = settings;
  const addresses = { baseUrl: baseURL, llmGatewayUrl: llmGatewayURL, streamingUrl: streamingURL };
  const create = (sent: Headers): Client => {
    const isPlain = settings.fetch === undefined && Object.keys(sent).length === 0;
    const transport = isPlain ? undefined : createTransport(settings.fetch, sent);
    return createClient({ apiKey, region, ...addresses, transport });
  };
  let shared: Client | undefined = settings.client;
  return {
    settings,
    client(ofCall = {}) {
      if (settings.client !== undefined || ownHeaders(ofCall).length === 0) return (shared ??= create(headers));
      return create({ ...headers, ...ofCall });
    },
    addressOf: (service) => plain(given(settings, service)) ?? known(service, region),
  };
}

/** The headers of a call that are the caller's: `ai` names itself in all of them. */
export function ownHeaders(headers: Headers = {}): string[] {
  return Object.keys(headers).filter((name) => headers[name] !== undefined && name.toLowerCase() !== 'user-agent');
}

function createTransport(send: typeof globalThis.fetch | undefined, headers: Headers): Transport {
  return async (request) => {
    const { createFetchTransport } = await import('@earmark/core/edge');
    const added = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    const own = Object.fromEntries(added.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
    // Whoever calls is named beside us, not in our place.
    const agents = [request.headers['user-agent'], 'earmark-ai-sdk', own['user-agent']].filter(Boolean).join(' ');
    return await createFetchTransport(send)({
      ...request,
      headers: { ...request.headers, ...own, 'user-agent': agents },
    });
  };
}

function given({ baseURL, llmGatewayURL, streamingURL }: EarmarkSettings, service: Service): string | undefined {
  return { api: baseURL, llm: llmGatewayURL, streaming: streamingURL }[service];
}

function plain(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
}

function known(service: Service, region: Region = 'us'): string {
  const domain = region === 'eu' ? 'eu.assemblyai.com' : 'assemblyai.com';
  return {
    api: `https://api.${domain}`,
    llm: `https://llm-gateway.${domain}/v1`,
    streaming: `wss://streaming.${domain}`,
  }[service];
}
