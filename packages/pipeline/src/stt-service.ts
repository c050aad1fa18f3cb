import { done } from './deferred.ts';
import { EndFrame, STTUpdateSettingsFrame } from './control-frames.ts';
import { FrameProcessor } from './frame-processor.ts';
import type { FrameDirection } from './frame-queue.ts';
import {
  CancelFrame,
  type Frame,
  InputAudioRawFrame,
  MetricsFrame,
  STTMetadataFrame,
  STTMuteFrame,
  StartFrame,
  UserAudioRawFrame,
  VADUserStartedSpeakingFrame,
  VADUserStoppedSpeakingFrame,
} from './frames.ts';
import { LLMContextAssistantTurnFrame, type TranscriptionFrame } from './text-frames.ts';

export interface STTServiceOptions {
  readonly name?: string | undefined;
  /** Whether audio goes on downstream. @default true */
  readonly audioPassthrough?: boolean | undefined;
  /** Samples per second. @default the StartFrame's */
  readonly sampleRate?: number | undefined;
  /** What the STTMetadataFrame says, in seconds. */
  readonly ttfsP99Latency: number;
}

/** Speech-to-text as a stage: audio in, text out, with muting, settings and the time to first byte. */
export abstract class STTService extends FrameProcessor {
  readonly #options: STTServiceOptions;
  #sampleRate = 0;
  #isMuted = false;
  #userId = '';
  #isMismatchTold = false;
  /** Seconds since 1970: when the voice ended whose text is waited for, and when its last text came. */
  #speechEnd: number | undefined;
  #lastText: number | undefined;

  constructor(options: STTServiceOptions) {
    super(options);
    this.#options = options;
  }

  /** Samples per second of the audio it takes. */
  get sampleRate(): number {
    return this.#sampleRate;
  }

  get isMuted(): boolean {
    return this.#isMuted;
  }

  /** Who spoke the audio that came last, where the transport knows. */
  protected get userId(): string {
    return this.#userId;
  }

  protected abstract start(frame: StartFrame): void;
  /** Resolves when every text that still came has been pushed. */
  protected abstract stop(frame: EndFrame): Promise<void>;
  protected abstract cancel(frame: CancelFrame): void;
  protected abstract runSTT(audio: Uint8Array): void;
  protected abstract updateSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  protected abstract processAssistantTurn(text: string): void;
  protected abstract vadStarted(): void;
  protected abstract vadStopped(): void;
  protected abstract get model(): string | undefined;

  override processFrame(frame: Frame, direction: FrameDirection): Promise<void> {
    return frame instanceof InputAudioRawFrame ? this.#hear(frame, direction) : this.#handle(frame, direction);
  }

  /** Pushes a turn's text, and how long it took when it is finalized. */
  protected async pushTranscription(frame: TranscriptionFrame): Promise<void> {
    this.#lastText = Date.now() / 1000;
    if (frame.finalized) await this.#measure();
    await this.pushFrame(frame);
  }

  async #started(frame: StartFrame): Promise<void> {
    this.#sampleRate = this.#options.sampleRate ?? frame.audioInSampleRate;
    this.start(frame);
    const { ttfsP99Latency } = this.#options;
    await this.broadcastFrame(STTMetadataFrame, { serviceName: this.name, ttfsP99Latency });
  }

  async #handle(frame: Frame, direction: FrameDirection): Promise<void> {
    if (frame instanceof STTMuteFrame) {
      this.#isMuted = frame.mute;
      return;
    }
    if (frame instanceof STTUpdateSettingsFrame && (frame.service ?? this.name) === this.name) {
      await this.updateSettings(frame.settings);
      return;
    }
    if (frame instanceof EndFrame) await this.stop(frame);
    else if (frame instanceof CancelFrame) this.cancel(frame);
    else if (frame instanceof VADUserStartedSpeakingFrame) await this.#vadStarted();
    else if (frame instanceof VADUserStoppedSpeakingFrame) this.#vadStopped(frame);
    else if (frame instanceof LLMContextAssistantTurnFrame) this.processAssistantTurn(frame.text);
    await this.pushFrame(frame, direction);
    if (frame instanceof StartFrame) await this.#started(frame);
  }

  #hear(frame: InputAudioRawFrame, direction: FrameDirection): Promise<void> {
    this.#userId = frame instanceof UserAudioRawFrame ? frame.userId : '';
    if (!this.#isMuted && frame.audio.byteLength > 0) {
      if (frame.sampleRate === this.#sampleRate && frame.numChannels === 1) this.runSTT(frame.audio);
      else if (!this.#isMismatchTold) return this.#mismatches(frame, direction);
    }
    return this.#passOn(frame, direction);
  }

  #passOn(frame: InputAudioRawFrame, direction: FrameDirection): Promise<void> {
    return this.#options.audioPassthrough === false ? done : this.pushFrame(frame, direction);
  }

  async #mismatches(frame: InputAudioRawFrame, direction: FrameDirection): Promise<void> {
    this.#isMismatchTold = true;
    const [came, wanted] = [`${frame.sampleRate} Hz in ${frame.numChannels} channels`, `${this.#sampleRate} Hz in one`];
    await this.pushError(`${this.name} hears nothing: audio came with ${came}, and it takes ${wanted}.`);
    await this.#passOn(frame, direction);
  }

  async #vadStarted(): Promise<void> {
    // No finalized text came in time: what came last is what was waited for.
    await this.#measure();
    this.vadStarted();
  }

  #vadStopped({ timestamp, stopSecs }: VADUserStoppedSpeakingFrame): void {
    this.#lastText = undefined;
    this.#speechEnd = stopSecs === 0 ? undefined : timestamp - stopSecs;
    this.vadStopped();
  }

  async #measure(): Promise<void> {
    const [from, to] = [this.#speechEnd, this.#lastText];
    this.#speechEnd = undefined;
    if (!this.metricsEnabled || from === undefined || to === undefined) return;
    const value = Math.max(0, to - from);
    await this.pushFrame(
      new MetricsFrame({ data: [{ kind: 'ttfb', processor: this.name, model: this.model, value }] }),
    );
  }
}
