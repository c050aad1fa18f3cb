import type { ChatParams, Client } from '@earmark/core';
import type {
  BaseChatModelCallOptions,
  BaseChatModelParams,
  BindToolsInput,
} from '@langchain/core/language_models/chat_models';

export interface ChatAssemblyAIFields extends BaseChatModelParams {
  /** A model of the LLM gateway, such as `gemini-2.5-flash-lite`, without a provider's prefix. */
  readonly model: string;
  /** @default createClient({ apiKey }), at the first call */
  readonly client?: Client | undefined;
  /** @default process.env.ASSEMBLYAI_API_KEY */
  readonly apiKey?: string | undefined;
  /** 0 to 2. @default the model's */
  readonly temperature?: number | undefined;
  /** Tokens of the answer. @default the gateway's: 1000 */
  readonly maxTokens?: number | undefined;
  /** How long an answer may take, its retries included, in milliseconds. @default no limit but 300 s of silence */
  readonly timeout?: number | undefined;
  /** Where the answer is cut. The gateway knows no such thing, so the text is cut here, and a stream is ended. @default [] */
  readonly stop?: readonly string[] | undefined;
  /** The same as `stop`, which wins. */
  readonly stopSequences?: readonly string[] | undefined;
  /** Whether `invoke()` streams underneath, so that callbacks hear the tokens. @default false */
  readonly streaming?: boolean | undefined;
  /** Whether a stream ends by telling its usage. @default true */
  readonly streamUsage?: boolean | undefined;
  /** Whose text replaces the first `{{ transcript }}` in the messages. @default none */
  readonly transcriptId?: string | undefined;
  /** More of the gateway's own parameters, such as `fallbacks`, `reasoning` or `cache_control`. @default {} */
  readonly modelKwargs?: GatewayParams | undefined;
}

/** The gateway's parameters, by their own names. */
export type GatewayParams = Partial<ChatParams>;

export interface ChatAssemblyAICallOptions extends BaseChatModelCallOptions {
  tools?: BindToolsInput[];
  response_format?: NonNullable<ChatParams['response_format']>;
  /** Whose text replaces the first `{{ transcript }}` in the messages. */
  transcriptId?: string;
}

/**
 * What the gateway replaces with the text of `transcriptId`.
 *
 * Pass it to a prompt template as a variable: in a template's own text, double braces mean something else.
 */
export const transcriptTag = '{{ transcript }}';
