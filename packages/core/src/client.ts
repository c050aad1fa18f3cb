import { type AudioSource, openAudio } from './audio.ts';
import { EarmarkError } from './errors.ts';
import { type Files, createFiles } from './files.ts';
import { createApi } from './http.ts';
import { type Llm, createLlm } from './llm.ts';
import { type ClientOptions, endpoints } from './options.ts';
import { type Transcripts, createTranscripts } from './transcripts.ts';
import type { Clock, HttpBody, Transport } from './transport.ts';

/** The service, one property per resource. Holds the key where neither JSON nor an inspector finds it. */
export interface Client {
  readonly files: Files;
  readonly transcripts: Transcripts;
  readonly llm: Llm;
}

/** What a runtime lends the client: everything else in here is the same everywhere. */
export interface Platform {
  readonly request: Transport;
  readonly clock: Clock;
  /** Opens audio of a kind only this runtime has, such as a path. @default bytes, Blobs and streams */
  readonly openAudio?: (source: AudioSource) => Promise<HttpBody>;
}

/**
 * Creates a client over a given transport and clock.
 *
 * @throws EarmarkError `auth` when there is no key, `invalid` for an unknown region or a base URL that is none.
 */
export function createPortableClient(platform: Platform, options: ClientOptions = {}): Client {
  const { apiKey, region = 'us' } = options;
  if (apiKey === undefined || apiKey.trim() === '') {
    throw new EarmarkError('auth', 'An API key is needed: set ASSEMBLYAI_API_KEY or pass `apiKey`.');
  }
  if (!Object.hasOwn(endpoints, region)) throw new EarmarkError('invalid', "`region` must be 'us' or 'eu'.");
  const baseUrl = checkedUrl('baseUrl', options.baseUrl ?? endpoints[region].baseUrl);
  const llmGatewayUrl = checkedUrl('llmGatewayUrl', options.llmGatewayUrl ?? endpoints[region].llmGatewayUrl);
  const open = platform.openAudio ?? ((source: AudioSource) => Promise.resolve(openAudio(source)));

  const api = createApi(platform.request, apiKey.trim());
  const files = createFiles(api, baseUrl, open);
  const transcripts = createTranscripts(api, baseUrl, files, platform.clock);
  return Object.freeze({ files, transcripts, llm: createLlm(api, llmGatewayUrl) });
}

function checkedUrl(name: string, value: string): string {
  if (URL.canParse(value) && /^https?:/i.test(value)) return value;
  throw new EarmarkError('invalid', `\`${name}\` must be an http(s) URL, like https://api.assemblyai.com.`);
}
