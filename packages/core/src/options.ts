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
}

export interface Endpoints {
  readonly baseUrl: string;
  readonly llmGatewayUrl: string;
}

export const endpoints: Readonly<Record<Region, Endpoints>> = Object.freeze({
  us: { baseUrl: 'https://api.assemblyai.com', llmGatewayUrl: 'https://llm-gateway.assemblyai.com/v1' },
  eu: { baseUrl: 'https://api.eu.assemblyai.com', llmGatewayUrl: 'https://llm-gateway.eu.assemblyai.com/v1' },
});

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Give up waiting after this many milliseconds; the job goes on, and the error carries its id. @default 10_800_000 */
  readonly timeoutMs?: number | undefined;
  /** Longest pause between two looks at the job, in milliseconds; the first ones are shorter. @default 3_000 */
  readonly pollIntervalMs?: number | undefined;
  /** Called at each stage, and as bytes are sent. What it throws ends the call. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export const waitDefaults: Readonly<Record<'timeoutMs' | 'pollIntervalMs', number>> = Object.freeze({
  timeoutMs: 10_800_000,
  pollIntervalMs: 3_000,
});

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
