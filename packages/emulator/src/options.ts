import type { EngineChoice } from './engines/choose.ts';
import type { Script } from './script.ts';
import type { StreamingOptions } from './streaming/streaming-options.ts';
import type { WorldOptions } from './world.ts';

export interface EmulatorOptions extends WorldOptions {
  /** Port on 127.0.0.1. @default 0, any free one */
  readonly port?: number | undefined;
  /** Who hears the words. @default 'auto': fixtures, then pocketsphinx where it is installed */
  readonly engine?: EngineChoice | undefined;
  /** Folders of `<name>.<ext>` beside `<name>.json`, besides the bundled samples. @default [] */
  readonly fixtures?: readonly string[] | undefined;
  /** What to answer instead of the truth. @default nothing */
  readonly script?: Script | undefined;
  readonly streaming?: StreamingOptions | undefined;
  /** Serves the same over TLS, on a second port. @default false */
  readonly tls?: boolean | undefined;
  /** Time a client has for the head of a request, in milliseconds. @default 60 000 */
  readonly headersTimeoutMs?: number | undefined;
  /** Requests a project may send in five minutes before it is answered 403; the service's are 20 000. @default any number */
  readonly requestsPerFiveMinutes?: number | undefined;
  /** Models that the LLM gateway knows. @default its own, which quotes, and any other name stands for it */
  readonly llmModels?: readonly string[] | undefined;
  /** Requests a minute that each key may send to each model. @default any number */
  readonly llmRequestsPerMinute?: number | undefined;
  /** Base URL of an OpenAI-compatible server that completes chats in the quoting model's place. @default none */
  readonly llmUpstream?: string | undefined;
  /** Key for `llmUpstream`; the caller's own is never sent there. @default none */
  readonly llmUpstreamKey?: string | undefined;
  /** An edition of the API whose endpoints and refusals, gone by now, are there as well. @default none */
  readonly compat?: 'e25' | undefined;
}
