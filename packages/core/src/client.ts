import { type AudioSource, openAudio } from './audio.ts';
import type { Call } from './call.ts';
import type { TranscribeClip } from './clip.ts';
import { EarmarkError } from './errors.ts';
import type { Observe } from './events.ts';
import { type Files, createUpload } from './files.ts';
import { createGovernor } from './governor.ts';
import { createApi } from './http.ts';
import { redactor } from './http-error.ts';
import { type Llm, createLlm } from './llm.ts';
import { type ClientOptions, type Endpoints, endpoints } from './options.ts';
import { type Streaming, createStreaming } from './streaming/index.ts';
import type { SocketTransport } from './streaming/socket.ts';
import { type Transcripts, createTranscripts } from './transcripts.ts';
import type { Clock, HttpBody, Transport } from './transport.ts';
import { type Understanding, createUnderstanding } from './understanding.ts';

/** The service, one property per resource. Holds the key where neither JSON nor an inspector finds it. */
export interface Client {
  readonly files: Files;
  readonly transcripts: Transcripts;
  readonly understanding: Understanding;
  readonly llm: Llm;
  readonly streaming: Streaming;
  readonly call: Call;
}

/** What a runtime lends the client: everything else in here is the same everywhere. */
export interface Platform {
  readonly request: Transport;
  readonly clock: Clock;
  /** Opens WebSockets, for streaming. @default none, and streaming is `unsupported` */
  readonly sockets?: SocketTransport | undefined;
  /** Opens audio of a kind only this runtime has, such as a path. @default bytes, Blobs and streams */
  readonly openAudio?: ((source: AudioSource) => Promise<HttpBody>) | undefined;
  /** A number from 0 up to 1, for jitter. @default Math.random */
  readonly random?: (() => number) | undefined;
  /** Lets the event loop do something else, in the middle of a large transcript. @default never */
  readonly breathe?: (() => Promise<void>) | undefined;
  /** Hears what the client does, beside the logger. */
  readonly observe?: Observe | undefined;
}

/**
 * Creates a client over a given transport and clock.
 *
 * @throws EarmarkError `auth` when there is no key, `invalid` for a key that no header can carry, an unknown region, or a
 * base URL that is none.
 */
export function createPortableClient(platform: Platform, options: ClientOptions = {}): Client {
  const apiKey = checkedKey(options.apiKey);
  const { baseUrl, llmGatewayUrl, syncUrl, streamingUrl } = checkedUrls(options);
  const { clock, random = Math.random, breathe, sockets } = platform;
  const redact = redactor(apiKey);
  const open = platform.openAudio ?? ((source: AudioSource) => Promise.resolve(openAudio(source)));
  const observe: Observe = (event) => {
    platform.observe?.(event);
    options.logger?.(event);
  };
  const governor = createGovernor(clock, { perSecond: checkedRate(options.requestsPerSecond), burst: 1000 });

  const api = createApi({ transport: platform.request, apiKey, clock, random, governor, observe });
  const upload = createUpload(api, baseUrl, open);
  const transcribeClip: TranscribeClip = async (...call) => {
    const { createTranscribeClip } = await import('./clip.ts');
    return await createTranscribeClip(api, syncUrl, open, random)(...call);
  };
  const call: Call = async (...asked) => await (await import('./call.ts')).createCall(api, baseUrl)(...asked);
  return Object.freeze({
    files: { upload: async (audio, uploadOptions) => (await upload(audio, uploadOptions)).url },
    transcripts: createTranscripts({ api, baseUrl, upload, transcribeClip, clock, random, breathe, observe, redact }),
    understanding: createUnderstanding(api, llmGatewayUrl),
    llm: createLlm(api, llmGatewayUrl, redact),
    streaming: createStreaming({ api, sockets, clock, redact, streamingUrl, apiKey, random, observe, openAudio: open }),
    call,
  } satisfies Client);
}

function checkedKey(apiKey = ''): string {
  const key = apiKey.trim();
  if (key === '') throw new EarmarkError('auth', 'An API key is needed: set ASSEMBLYAI_API_KEY or pass `apiKey`.');
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new EarmarkError(
    'invalid',
    '`apiKey` must have visible ASCII characters only: was it copied with something else?',
  );
}

function checkedRate(perSecond = 20): number {
  if (perSecond > 0) return perSecond;
  throw new EarmarkError('invalid', '`requestsPerSecond` must be a number above 0.');
}

function checkedUrls({ region = 'us', ...options }: ClientOptions): Endpoints {
  if (!Object.hasOwn(endpoints, region)) throw new EarmarkError('invalid', "`region` must be 'us' or 'eu'.");
  const urlOf = (name: keyof Endpoints, schemes: RegExp): string => {
    const url = options[name] ?? endpoints[region][name];
    if (URL.canParse(url) && schemes.test(url)) return url;
    throw new EarmarkError('invalid', `\`${name}\` must be a URL like ${endpoints[region][name]}.`);
  };
  return {
    baseUrl: urlOf('baseUrl', /^https?:/i),
    llmGatewayUrl: urlOf('llmGatewayUrl', /^https?:/i),
    syncUrl: urlOf('syncUrl', /^https?:/i),
    streamingUrl: urlOf('streamingUrl', /^wss?:/i),
  };
}
