import { type ChatParams, type Client, EarmarkError } from '@earmark/core/portable';
import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type { BaseLanguageModelInput, StructuredOutputMethodOptions } from '@langchain/core/language_models/base';
import { BaseChatModel, type BindToolsInput, type LangSmithParams } from '@langchain/core/language_models/chat_models';
import type { ModelProfile } from '@langchain/core/language_models/profile';
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import type { ChatGenerationChunk, ChatResult } from '@langchain/core/outputs';
import { type Runnable, RunnableLambda } from '@langchain/core/runnables';
import { createClient } from '#platform';
import { type Calling, callGateway, streamGateway } from './calling.ts';
import { toGenerationChunks, toWhole } from './from-chunks.ts';
import { toChatResult } from './from-completion.ts';
import type { ChatAssemblyAICallOptions, ChatAssemblyAIFields, GatewayParams } from './options.ts';
import { toProfile } from './profile.ts';
import { type Fields, type OutputSchema, beside, toStructuredOutput } from './structured-output.ts';
import { toMessages } from './to-messages.ts';
import { toChatTool, toToolChoice } from './tools.ts';

/**
 * A model of AssemblyAI's LLM gateway, as a LangChain chat model.
 *
 * With `transcriptId`, the first `{{ transcript }}` in the messages becomes the text of that transcript.
 *
 * @throws EarmarkError from every call, with `status` and `headers` as LangChain reads them; `unsupported` for what the
 * gateway cannot do. A call that failed is never an empty message.
 * @see https://www.assemblyai.com/docs/llm-gateway
 */
export class ChatAssemblyAI extends BaseChatModel<ChatAssemblyAICallOptions> {
  override lc_serializable = true;
  readonly model: string;
  readonly temperature: number | undefined;
  readonly maxTokens: number | undefined;
  readonly timeout: number | undefined;
  readonly stop: readonly string[];
  readonly streaming: boolean;
  readonly streamUsage: boolean;
  readonly transcriptId: string | undefined;
  readonly modelKwargs: GatewayParams;
  readonly #apiKey: string | undefined;
  #client: Client | undefined;

  static override lc_name(): string {
    return 'ChatAssemblyAI';
  }

  constructor({ apiKey, client, ...fields }: ChatAssemblyAIFields) {
    // The base keeps what it is given where an inspector prints it: the key is not given.
    super(fields);
    if (typeof fields.model !== 'string' || fields.model === '') {
      throw new EarmarkError('invalid', '`model` must be the name of a model: `client.llm.models()` lists them.');
    }
    this.model = fields.model;
    this.temperature = fields.temperature;
    this.maxTokens = fields.maxTokens;
    this.timeout = fields.timeout;
    this.stop = fields.stop ?? fields.stopSequences ?? [];
    this.streaming = fields.streaming ?? false;
    this.streamUsage = fields.streamUsage ?? true;
    this.transcriptId = fields.transcriptId;
    this.modelKwargs = fields.modelKwargs ?? {};
    this.#apiKey = apiKey;
    this.#client = client;
  }

  override get lc_secrets(): Record<string, string> {
    return { apiKey: 'ASSEMBLYAI_API_KEY' };
  }

  override get callKeys(): string[] {
    return [...super.callKeys, 'tools', 'tool_choice', 'response_format', 'transcriptId'];
  }

  override get profile(): ModelProfile {
    return toProfile(this.model);
  }

  override _llmType(): string {
    return 'assemblyai';
  }

  // What the cache tells two models apart by.
  override _identifyingParams(): Record<string, unknown> {
    return { ...this.invocationParams(), stop: this.stop };
  }

  override getLsParams(options: this['ParsedCallOptions']): LangSmithParams {
    // All six, even where nothing is set: LangSmith and LangChain's own tests go by the names.
    const params: Partial<Record<keyof LangSmithParams, unknown>> = {
      ls_provider: 'assemblyai',
      ls_model_name: this.model,
      ls_model_type: 'chat',
      ls_temperature: this.temperature,
      ls_max_tokens: this.maxTokens,
      ls_stop: this.#stop(options),
    };
    return params as LangSmithParams; // oxlint-disable-line typescript/no-unsafe-type-assertion -- undefined is absent
  }

  /** Returns what is sent with every call, the messages aside. */
  override invocationParams(options: Partial<this['ParsedCallOptions']> = {}): ChatParams {
    const tools = options.tools?.map(toChatTool);
    return {
      ...this.modelKwargs,
      model: this.model,
      ...present({
        temperature: this.temperature,
        max_tokens: this.maxTokens,
        transcript_id: options.transcriptId ?? this.transcriptId,
        response_format: options.response_format,
        tools: tools?.length ? tools : undefined,
        tool_choice: toToolChoice(options.tool_choice, tools ?? []),
      }),
    };
  }

  override bindTools(
    tools: BindToolsInput[],
    kwargs: Partial<ChatAssemblyAICallOptions> = {},
  ): Runnable<BaseLanguageModelInput, AIMessageChunk, ChatAssemblyAICallOptions> {
    const bound = tools.map(toChatTool);
    toToolChoice(kwargs.tool_choice, bound);
    return this.withConfig({ ...kwargs, tools: bound });
  }

  /**
   * Answers in a schema's shape: by `response_format`, or by calling a tool with `method: 'functionCalling'`.
   *
   * @throws OutputParserException from a call whose answer does not fit; with `includeRaw`, `parsed` is null instead.
   */
  override withStructuredOutput<Output extends Fields = Fields>(
    schema: OutputSchema<Output>,
    config?: StructuredOutputMethodOptions,
  ): Runnable<BaseLanguageModelInput, Output>;
  override withStructuredOutput<Output extends Fields = Fields>(
    schema: OutputSchema<Output>,
    config?: StructuredOutputMethodOptions<true>,
  ): Runnable<BaseLanguageModelInput, { raw: BaseMessage; parsed: Output }>;
  override withStructuredOutput(schema: OutputSchema, config: StructuredOutputMethodOptions<boolean> = {}): Runnable {
    const { callOptions, parse } = toStructuredOutput(schema, config);
    const read = (answer: AIMessageChunk) => (config.includeRaw ? beside(parse, answer) : parse(answer));
    return this.withConfig(callOptions).pipe(RunnableLambda.from(read)).withConfig({ runName: 'StructuredOutput' });
  }

  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    options.signal?.throwIfAborted();
    if (this.streaming) return await toWhole(this._streamResponseChunks(messages, options, runManager));
    const params = { ...this.invocationParams(options), messages: toMessages(messages) };
    return await callGateway(this.#calling(options), async (signal) => {
      // LangChain's caller tries again: were the client to do so as well, the numbers would multiply.
      const completion = await this.#llm().chat(params, { signal, retries: 0 });
      return toChatResult(completion, this.model, this.#stop(options));
    });
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const usage = this.streamUsage ? { stream_options: { include_usage: true } } : {};
    const params = { ...this.invocationParams(options), ...usage, messages: toMessages(messages) };
    const chunks = streamGateway(this.#calling(options), (signal) =>
      toGenerationChunks(this.#llm().stream(params, { signal }), this.model, this.#stop(options)),
    );
    for await (const chunk of chunks) {
      yield chunk;
      await runManager?.handleLLMNewToken(chunk.text, undefined, undefined, undefined, undefined, { chunk });
    }
  }

  #llm(): Client['llm'] {
    this.#client ??= createClient({ apiKey: this.#apiKey });
    return this.#client.llm;
  }

  #stop({ stop }: Partial<this['ParsedCallOptions']>): string[] {
    return [...(stop ?? this.stop)];
  }

  #calling({ signal }: this['ParsedCallOptions']): Calling {
    return { caller: this.caller, signal, timeout: this.timeout };
  }
}

function present<Values extends object>(values: Values): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as { [Key in keyof Values]?: Exclude<Values[Key], undefined> }; // oxlint-disable-line typescript/no-unsafe-type-assertion -- by the filter
}
