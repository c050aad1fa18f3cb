import {
  type Client,
  type Clock,
  EarmarkError,
  type StreamingEvent,
  type StreamingOptions,
  type StreamingParams,
  type TurnFields,
  createClient,
} from '@earmark/core';
import { isUniversal3, toChanges, toSessionParams } from './assemblyai-params.ts';
import { systemClock } from './clock.ts';
import { done } from './deferred.ts';
import { Ear } from './ear.ts';
import type { FrameDirection } from './frame-queue.ts';
import { type Frame, InputAudioRawFrame, UserStartedSpeakingFrame, UserStoppedSpeakingFrame } from './frames.ts';
import { STTService, type STTServiceOptions } from './stt-service.ts';
import { InterimTranscriptionFrame, TranscriptionFrame } from './text-frames.ts';

export interface AssemblyAISTTOptions extends Partial<STTServiceOptions> {
  /** @default one of `apiKey` */
  readonly client?: Pick<Client, 'streaming'> | undefined;
  /** @default ASSEMBLYAI_API_KEY */
  readonly apiKey?: string | undefined;
  /** The API's own parameters: `speech_model`, `keyterms_prompt`, … */
  readonly connectionParams?: StreamingParams | undefined;
  /**
   * Who ends turns: the voice activity detector in the pipeline, or, when false, the service, which then also says when
   * the user starts and stops.
   * @default true
   */
  readonly vadForceTurnEndpoint?: boolean | undefined;
  /** Whether the user's start interrupts the bot, where the service decides turns. @default true */
  readonly shouldInterrupt?: boolean | undefined;
  /** Text with its speaker, such as `{speaker}: {text}`. @default the text alone */
  readonly speakerFormat?: string | undefined;
  /** How a session sends, waits and reconnects. */
  readonly streaming?: StreamingOptions | undefined;
  /** @default the system's */
  readonly clock?: Pick<Clock, 'sleep'> | undefined;
  /** Told of everything the session tells, reconnects and warnings among it. */
  readonly onEvent?: ((event: StreamingEvent) => void) | undefined;
}

/** AssemblyAI's streaming speech-to-text as a stage. It ends with the EndFrame, after the last turn, and never before. */
export class AssemblyAISTTService extends STTService {
  readonly #options: AssemblyAISTTOptions;
  readonly #client: Pick<Client, 'streaming'>;
  readonly #ear: Ear;
  readonly #stop = new AbortController();
  readonly #vadForces: boolean;
  #given: StreamingParams;
  #wanted: StreamingParams | undefined;
  #isVoiceHeard = false;
  #isTurnOpen = false;
  #isUserSpeaking = false;
  /** Of the session's audio: how much it has been given, and where the detector's last voice ended. */
  #givenBytes = 0;
  #voiceEndMs = 0;
  /** The last end of a turn while the voice went on: nobody knows yet whether more follows. */
  #held: TurnFields | undefined;

  /** @throws EarmarkError `auth` where there is neither a client nor a key. */
  constructor(options: AssemblyAISTTOptions = {}) {
    super({ ttfsP99Latency: 0.42, ...options });
    const { apiKey, streaming } = options;
    this.#options = options;
    this.#given = options.connectionParams ?? {};
    this.#vadForces = options.vadForceTurnEndpoint ?? true;
    this.#client = options.client ?? createClient(apiKey === undefined ? {} : { apiKey });
    const signal =
      streaming?.signal === undefined ? this.#stop.signal : AbortSignal.any([streaming.signal, this.#stop.signal]);
    this.#ear = new Ear({
      open: async (params) => await this.#client.streaming.open(params, { ...streaming, signal }),
      hear: (event) => this.#hear(event),
      onFailure: async (reason) => await this.#fail(reason),
    });
  }

  protected override get model(): string | undefined {
    return this.#given.speech_model;
  }

  /** Audio is held back while the session has no room, so that system frames never wait behind it. */
  override queueFrame(frame: Frame, direction: FrameDirection = 'downstream'): Promise<void> {
    const room = super.queueFrame(frame, direction);
    if (!(frame instanceof InputAudioRawFrame) || direction !== 'downstream') return room;
    return room === done ? this.#ear.room : room.then(() => this.#ear.room);
  }

  override async cleanup(): Promise<void> {
    this.cancel();
    await super.cleanup();
  }

  protected override start(): void {
    this.#ear.open(this.#sessionParams(this.#given));
  }

  protected override async stop(): Promise<void> {
    await this.#ear.close();
    await this.#release(true);
    await this.#userStopped();
  }

  protected override cancel(): void {
    this.#ear.abort();
    this.#stop.abort();
  }

  protected override runSTT(audio: Uint8Array): void {
    this.#givenBytes += audio.byteLength;
    this.#ear.write(audio);
  }

  protected override async updateSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#wanted = { ...this.#given, ...this.#wanted, ...settings };
    await this.createTask(async () => this.#applySettings());
  }

  protected override processAssistantTurn(text: string): void {
    if (isUniversal3(this.#given)) this.#ear.do((session) => session.update({ agent_context: text.slice(-1750) }));
  }

  protected override vadStarted(): void {
    this.#isVoiceHeard = true;
  }

  protected override vadStopped(): void {
    this.#isVoiceHeard = false;
    if (!this.#vadForces) return;
    const bytesPerSample = this.#given.encoding === 'pcm_mulaw' ? 1 : 2;
    this.#voiceEndMs = (this.#givenBytes * 1000) / (this.sampleRate * bytesPerSample);
    this.#ear.do((session) => session.forceEndpoint());
    void this.createTask(async () => {
      // The service may have ended the turn already, and then has nothing more to end; words may still be on their way.
      const { clock = systemClock, ttfsP99Latency = 0.42 } = this.#options;
      const held = this.#held;
      await clock.sleep(ttfsP99Latency * 1000, this.#stop.signal, 'deadline').catch(() => undefined);
      if (held === this.#held) await this.#release(true);
      this.#applySettings();
    });
  }

  #hear(event: StreamingEvent): Promise<void> {
    this.#options.onEvent?.(event);
    if (event.type === 'turn-delta') return this.#turnGoesOn(event);
    if (event.type === 'turn-end') return this.#turnEnded(event);
    if (event.type === 'speech-start') return this.#userStarted();
    if (event.type === 'warning') return this.pushError(`${this.name}: ${event.warning}`);
    return done;
  }

  async #userStarted(): Promise<void> {
    this.#isTurnOpen = true;
    if (this.#vadForces) return;
    if (!this.#isUserSpeaking) await this.broadcastFrame(UserStartedSpeakingFrame);
    this.#isUserSpeaking = true;
    if (this.#options.shouldInterrupt ?? true) await this.broadcastInterruption();
  }

  #turnGoesOn(turn: TurnFields): Promise<void> {
    this.#isTurnOpen = true;
    return this.#held === undefined
      ? this.#pushInterim(turn)
      : this.#release(false).then(() => this.#pushInterim(turn));
  }

  #pushInterim(turn: TurnFields): Promise<void> {
    const spoken = turn.words.map(({ text }) => text).join(' ');
    // Before its end, an unformatted turn's transcript lacks the words that are not final yet.
    const text = spoken.length > turn.transcript.length ? spoken : turn.transcript;
    return text === '' ? done : this.pushFrame(new InterimTranscriptionFrame(this.#fieldsOf(turn, text)));
  }

  async #turnEnded(turn: TurnFields): Promise<void> {
    this.#isTurnOpen = false;
    await this.#release(false);
    this.#held = turn;
    const isOfVoiceBefore = (turn.words.at(-1)?.end ?? 0) <= this.#voiceEndMs;
    if (!this.#vadForces || !this.#isVoiceHeard || isOfVoiceBefore) await this.#release(true);
    await this.#userStopped();
    this.#applySettings();
  }

  async #release(finalized: boolean): Promise<void> {
    const turn = this.#held;
    if (turn === undefined) return;
    this.#held = undefined;
    await this.pushTranscription(new TranscriptionFrame({ ...this.#fieldsOf(turn, turn.transcript), finalized }));
  }

  #fieldsOf(turn: TurnFields, text: string) {
    const { speakerFormat } = this.#options;
    const speaker = turn.speaker_label ?? undefined;
    const labelled = (format: string, who: string): string =>
      format.replace('{speaker}', () => who).replace('{text}', () => text);
    const isLabelled = speakerFormat !== undefined && speaker !== undefined;
    return {
      text: isLabelled ? labelled(speakerFormat, speaker) : text,
      userId: speaker ?? this.userId,
      language: turn.language_code,
      result: turn,
    };
  }

  async #userStopped(): Promise<void> {
    if (!this.#isUserSpeaking) return;
    this.#isUserSpeaking = false;
    await this.broadcastFrame(UserStoppedSpeakingFrame);
  }

  #applySettings(): void {
    const wanted = this.#wanted;
    if (wanted === undefined || this.#isTurnOpen || this.#isVoiceHeard) return;
    this.#wanted = undefined;
    const [before, after] = [this.#sessionParams(this.#given), this.#sessionParams(wanted)];
    const { changes, needsConnection, isEmpty } = toChanges(before, after);
    if (isEmpty) return;
    const old = this.#given;
    this.#given = wanted;
    if (!needsConnection) this.#ear.do((session) => session.update(changes));
    else {
      this.#givenBytes = 0;
      this.#voiceEndMs = 0;
      this.#ear.replace(after, before, async (error) => {
        this.#given = old;
        await this.#say(error, false);
      });
    }
  }

  #sessionParams(given: StreamingParams): StreamingParams {
    return toSessionParams(given, this.sampleRate, this.#vadForces);
  }

  // What a key, an account or a parameter is refused for stays refused; a network may come back, for another service.
  async #fail(reason: unknown): Promise<void> {
    if (this.#stop.signal.aborted) return;
    await this.#say(reason, !(EarmarkError.is(reason) && reason.retryable));
  }

  async #say(exception: unknown, fatal: boolean): Promise<void> {
    const words = exception instanceof Error ? exception.message : String(exception);
    await this.pushError(`${this.name}: ${words}`, { exception, fatal });
  }
}
