import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import { voice } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { toFrames } from './world.ts';

/** What an agent hears. */
export class Microphone extends voice.AudioInput {
  #controller: ReadableStreamDefaultController<AudioFrame> | undefined;

  constructor() {
    super();
    this.multiStream.addInputStream(new ReadableStream<AudioFrame>({ start: (one) => void (this.#controller = one) }));
  }

  /** Says it ten times as fast as it was spoken, as long as it is wanted. */
  async say(audio: Int16Array, isWanted: () => boolean = () => true): Promise<void> {
    for (const frame of toFrames(audio)) {
      if (!isWanted()) return;
      this.#controller?.enqueue(frame);
      await sleep(1);
    }
  }
}

/** Plays what an agent says, and takes as long as it takes. */
export class Loudspeaker extends voice.AudioOutput {
  #playedSeconds = 0;

  constructor() {
    super(16_000);
  }

  override async captureFrame(frame: AudioFrame): Promise<void> {
    await super.captureFrame(frame);
    if (this.#playedSeconds === 0) this.onPlaybackStarted(Date.now());
    this.#playedSeconds += frame.samplesPerChannel / frame.sampleRate;
  }

  override clearBuffer(): void {
    this.onPlaybackFinished({ playbackPosition: this.#playedSeconds, interrupted: true });
  }
}

/** A minute of silence, in real time. */
export function monologue(): ReadableStream<AudioFrame> {
  let frames = 0;
  return new ReadableStream<AudioFrame>({
    async pull(controller) {
      await sleep(10);
      controller.enqueue(new AudioFrame(new Int16Array(160), 16_000, 1, 160));
      frames += 1;
      if (frames === 6_000) controller.close();
    },
  });
}
