import { type Client, type StreamingParams, createClient } from '@earmark/core';
import { type APIConnectOptions, type AudioBuffer, getJobContext, stt, type voice } from '@livekit/agents';
import { toApiError } from './api-error.ts';
import { type STTOptions, type STTUpdate, defaultModel, isUniversal3, toParams } from './options.ts';
import { recognize } from './recognize.ts';
import { SpeechStream } from './speech-stream.ts';

const mostTerms = 100;

/**
 * AssemblyAI's speech-to-text for LiveKit Agents.
 *
 * @throws EarmarkError `auth` where there is neither a key, a token nor a client; `invalid` for a base URL that is none.
 * @see https://www.assemblyai.com/docs/speech-to-text/universal-streaming
 */
export class STT extends stt.STT {
  override readonly label = 'earmark.STT';
  readonly #client: Pick<Client, 'streaming' | 'transcripts'>;
  readonly #streams = new Set<SpeechStream>();
  #options: STTOptions;
  #sessionTerms: readonly string[] = [];
  #endsWithJob = false;

  constructor(options: STTOptions = {}) {
    super({
      streaming: true,
      interimResults: true,
      alignedTranscript: 'word',
      diarization: options.speakerLabels ?? false,
      keyterms: true,
      chatContext: (options.agentContextCarryover ?? true) && isUniversal3(options.speechModel ?? defaultModel),
    });
    this.#options = options;
    this.#client = options.client ?? clientOf(options);
  }

  override get model(): string {
    return this.#options.speechModel ?? defaultModel;
  }

  override get provider(): string {
    return 'AssemblyAI';
  }

  override stream({ connOptions }: { readonly connOptions?: APIConnectOptions } = {}): SpeechStream {
    this.#endWithJob();
    const onClose = (closed: SpeechStream): void => void this.#streams.delete(closed);
    const deps = { client: this.#client, options: this.#options, params: () => this.#params(), onClose };
    const stream = new SpeechStream(this, deps, connOptions);
    this.#streams.add(stream);
    return stream;
  }

  /** Changes open streams, and those to come. */
  updateOptions(update: STTUpdate): void {
    this.#options = { ...this.#options, ...update };
    const changed = toParams(update);
    this.#update('keytermsPrompt' in update ? { ...changed, ...this.#terms() } : changed);
  }

  override _updateSessionKeyterms(terms: string[]): void {
    this.#sessionTerms = terms;
    this.#update(this.#terms());
  }

  override _pushConversationItem({ item }: voice.ConversationItemAddedEvent): void {
    if (!this.capabilities.chatContext || item.type !== 'message' || item.role !== 'assistant') return;
    const text = item.textContent ?? '';
    if (text !== '') this.updateOptions({ agentContext: text });
  }

  /** Ends every open stream; the service is told, as it bills a session until it ends. */
  override async close(): Promise<void> {
    for (const stream of this.#streams) stream.close();
    await super.close();
  }

  protected override async _recognize(audio: AudioBuffer, signal?: AbortSignal): Promise<stt.SpeechEvent> {
    try {
      return await recognize(this.#client, audio, this.#options, signal);
    } catch (error) {
      throw toApiError(error);
    }
  }

  #params(): StreamingParams {
    return { ...toParams(this.#options), ...this.#terms() };
  }

  #terms(): StreamingParams {
    const { keytermsPrompt } = this.#options;
    if (keytermsPrompt === undefined && this.#sessionTerms.length === 0) return {};
    return { keyterms_prompt: [...new Set([...(keytermsPrompt ?? []), ...this.#sessionTerms])].slice(0, mostTerms) };
  }

  #update(params: StreamingParams): void {
    for (const stream of this.#streams) stream.update(params);
  }

  #endWithJob(): void {
    if (this.#endsWithJob) return;
    this.#endsWithJob = true;
    getJobContext(false)?.addShutdownCallback(() => this.close());
  }
}

function clientOf({ apiKey, token, region, baseUrl, restBaseUrl }: STTOptions): Client {
  // With tokens, no key is ever sent.
  const key = apiKey ?? (token === undefined ? undefined : 'none');
  return createClient({ apiKey: key, region, streamingUrl: baseUrl, baseUrl: restBaseUrl });
}
