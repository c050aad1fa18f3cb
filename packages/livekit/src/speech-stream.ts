import { type Client, EarmarkError, type StreamingParams, type StreamingSession } from '@earmark/core';
import {
  APIConnectionError,
  type APIConnectOptions,
  DEFAULT_API_CONNECT_OPTIONS,
  delay,
  log,
  stt,
} from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';
import { toApiError } from './api-error.ts';
import { toBytes, toMono } from './audio.ts';
import type { STTOptions } from './options.ts';
import { PassingQueue } from './passing-queue.ts';
import { TurnEvents } from './turn-events.ts';

export interface SpeechStreamDeps {
  readonly client: Pick<Client, 'streaming'>;
  readonly options: STTOptions;
  /** What a session is to be opened with, by now. */
  readonly params: () => StreamingParams;
  readonly onClose: (stream: SpeechStream) => void;
}

type Item = AudioFrame | symbol;

/** One conversation with the service: lost connections are replaced within it, and nothing is told twice. */
export class SpeechStream extends stt.SpeechStream {
  override readonly label = 'earmark.SpeechStream';
  readonly #deps: SpeechStreamDeps;
  readonly #connOptions: APIConnectOptions;
  readonly #sampleRate: number;
  readonly #encoding: string;
  readonly #events: TurnEvents;
  #session: StreamingSession | undefined;
  /** Until the session has room for more. */
  #room = Promise.resolve();
  /** What was changed while the session was opening. */
  #changes: StreamingParams = {};
  #writtenMs = 0;
  #anchorMs = 0;

  constructor(owner: stt.STT, deps: SpeechStreamDeps, connOptions = DEFAULT_API_CONNECT_OPTIONS) {
    const { sampleRate = 16_000, encoding = 'pcm_s16le', languageCodes, preflightConfidence } = deps.options;
    // The session makes all the attempts there are: another one by the host would start a conversation anew.
    super(owner, sampleRate, { ...connOptions, maxRetry: 0 });
    this.#deps = deps;
    this.#connOptions = connOptions;
    this.#sampleRate = sampleRate;
    this.#encoding = encoding;
    this.input = new PassingQueue((item) => this.#pass(item));
    this.#events = new TurnEvents({
      preflightConfidence,
      language: languageCodes?.length === 1 ? (languageCodes[0] ?? 'en') : 'en',
      offset: () => this.startTimeOffset,
      spokenAtMs: (positionMs) => Math.min(Date.now(), this.#anchorMs + positionMs),
      heardMs: () => this.#writtenMs,
    });
  }

  /** Ends the current turn, after the audio pushed so far. */
  forceEndpoint(): void {
    this.flush();
  }

  /** Changes the session, once it is open. */
  update(params: StreamingParams): void {
    if (this.#session === undefined) this.#changes = { ...this.#changes, ...params };
    else this.#session.update(params);
  }

  // The host resamples, and takes every frame for one channel.
  override pushFrame(frame: AudioFrame): void {
    super.pushFrame(toMono(frame));
  }

  override endInput(): void {
    if (!this.input.closed) for (const frame of this.resampler?.flush() ?? []) this.input.put(frame);
    super.endInput();
  }

  override close(): void {
    super.close();
    this.#deps.onClose(this);
  }

  protected override async run(): Promise<void> {
    try {
      const session = await this.#open();
      this.#session = session;
      if (Object.keys(this.#changes).length > 0) session.update(this.#changes);
      // What ends the session ends the pump as well: the reason is told once, by the events.
      void this.#pump(session).catch(() => undefined);
      for await (const event of session) {
        this.#deps.options.onEvent?.(event);
        if (event.type === 'warning') log().warn({ code: event.warning_code }, event.warning);
        for (const speech of this.#events.of(event)) if (!this.queue.closed) this.queue.put(speech);
      }
      if (!this.input.closed) {
        throw new APIConnectionError({ message: 'The service ended the session while audio was still coming.' });
      }
    } catch (error) {
      throw toApiError(error);
    } finally {
      this.#session = undefined;
      this.#deps.onClose(this);
    }
  }

  async #open(): Promise<StreamingSession> {
    const { maxRetry, retryIntervalMs, timeoutMs } = this.#connOptions;
    const { client, options, params } = this.#deps;
    const { bufferSizeMs, streaming, token } = options;
    const reconnect = { attempts: maxRetry, withinMs: maxRetry * (retryIntervalMs + timeoutMs) };
    const own = { messageMs: bufferSizeMs, reconnect, connectTimeoutMs: timeoutMs, ...streaming };
    for (let left = maxRetry; ; left -= 1) {
      try {
        this.#changes = {};
        return await client.streaming.open(params(), { ...own, token, signal: this.abortSignal });
      } catch (error) {
        // An account's sessions end by and by; the session itself does not wait for that.
        if (!EarmarkError.is(error, 'too_many_sessions') || left <= 0) throw error;
        await delay(retryIntervalMs, { signal: this.abortSignal });
      }
    }
  }

  // Live audio goes on without a detour; the pump is for what comes before the session, or faster than it may go out.
  #pass(item: Item): boolean {
    if (this.#session === undefined || this.#session.needsDrain) return false;
    this.#send(item, this.#session);
    return true;
  }

  async #pump(session: StreamingSession): Promise<void> {
    for await (const item of this.input) {
      await this.#room;
      this.#send(item, session);
    }
    if (!this.abortSignal.aborted) await session.close();
  }

  #send(item: Item, session: StreamingSession): void {
    if (typeof item === 'symbol') return session.forceEndpoint();
    this.#writtenMs += (item.samplesPerChannel * 1000) / this.#sampleRate;
    this.#anchorMs = Date.now() - this.#writtenMs;
    this.#room = session.write(toBytes(item.data, this.#encoding));
  }
}
