import { EarmarkError } from './errors.ts';
import type { ClientEvent } from './events.ts';
import type { WebhookReceiver } from './waiting/webhook.ts';

/** Where jobs and their data live; data never leaves the region that created it. */
export type Region = 'us' | 'eu';

export interface ClientOptions {
  /** The AssemblyAI API key. @default process.env.ASSEMBLYAI_API_KEY, on Node */
  readonly apiKey?: string | undefined;
  /** @default 'us' */
  readonly region?: Region | undefined;
  /** The REST API, with or without a path prefix. @default the region's, or ASSEMBLYAI_BASE_URL */
  readonly baseUrl?: string | undefined;
  /** The LLM gateway, its `/v1` included. @default the region's, or ASSEMBLYAI_LLM_GATEWAY_URL */
  readonly llmGatewayUrl?: string | undefined;
  /** The API of short clips. @default the region's, or ASSEMBLYAI_SYNC_URL */
  readonly syncUrl?: string | undefined;
  /** The streaming API, `ws:` or `wss:`. @default the region's, or ASSEMBLYAI_STREAMING_URL */
  readonly streamingUrl?: string | undefined;
  /** Most requests per second, after a burst of 1,000; the account has 20,000 in 5 minutes. @default 20 */
  readonly requestsPerSecond?: number | undefined;
  /** Hears what the client does: requests, retries, looks, jobs. It holds no key, no URL query and no speech. */
  readonly logger?: ((event: ClientEvent) => void) | undefined;
}

export interface Endpoints {
  readonly baseUrl: string;
  readonly llmGatewayUrl: string;
  readonly syncUrl: string;
  readonly streamingUrl: string;
}

export const endpoints: Readonly<Record<Region, Endpoints>> = Object.freeze({
  us: {
    baseUrl: 'https://api.assemblyai.com',
    llmGatewayUrl: 'https://llm-gateway.assemblyai.com/v1',
    syncUrl: 'https://sync.assemblyai.com',
    streamingUrl: 'wss://streaming.assemblyai.com',
  },
  eu: {
    baseUrl: 'https://api.eu.assemblyai.com',
    llmGatewayUrl: 'https://llm-gateway.eu.assemblyai.com/v1',
    syncUrl: 'https://sync.eu.assemblyai.com',
    streamingUrl: 'wss://streaming.eu.assemblyai.com',
  },
});

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Give up after this many milliseconds; the job goes on, and the error carries its id. 0 looks once. @default 10_800_000 */
  readonly timeoutMs?: number | undefined;
  /** Longest pause between two looks at the job, in milliseconds; the first ones are shorter. @default 3_000 */
  readonly pollIntervalMs?: number | undefined;
  /** Learns of the job's end from the service's callback, and looks every 30 s in case none comes. */
  readonly webhook?: WebhookReceiver | undefined;
  /** Called at each stage, and as bytes are sent. What it throws ends the call. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

const waitDefaults: Readonly<Record<'timeoutMs' | 'pollIntervalMs', number>> = Object.freeze({
  timeoutMs: 10_800_000,
  pollIntervalMs: 3_000,
});

/** Fills in the defaults of waiting. */
export function checkedWait(options: WaitOptions): { readonly timeoutMs: number; readonly pollIntervalMs: number } {
  const checked = withDefaults(waitDefaults, options);
  for (const [name, value] of Object.entries(checked)) {
    if (typeof value === 'number' && value >= 0) continue;
    throw new EarmarkError('invalid', `\`${name}\` must be a number of milliseconds, 0 or more.`);
  }
  return checked;
}

/** How far a job has come. */
export type Progress =
  | { readonly stage: 'uploading'; readonly sentBytes: number; readonly totalBytes: number | undefined }
  | { readonly stage: 'queued' | 'processing' | 'completed'; readonly transcriptId: string };

export interface UploadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Merges options over defaults; an explicit `undefined` keeps the default, `0`, `false` and `''` do not. */
export function withDefaults<Defaults extends object>(
  defaults: Defaults,
  options: { readonly [Key in keyof Defaults]?: Defaults[Key] | undefined },
): Defaults {
  const given = Object.entries(options).filter(([key, value]) => key in defaults && value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}
