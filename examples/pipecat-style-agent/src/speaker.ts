import { type Frame, type FrameDirection, FrameProcessor, TextFrame, TranscriptionFrame } from '@earmark/pipeline';
import { InterimTranscriptionFrame } from '@earmark/pipeline';

/** Stands where text-to-speech and the loudspeaker would. */
export class Speaker extends FrameProcessor {
  readonly said: string[] = [];

  override async processFrame(frame: Frame, direction: FrameDirection): Promise<void> {
    const isHeard = frame instanceof TranscriptionFrame || frame instanceof InterimTranscriptionFrame;
    if (frame instanceof TextFrame && !isHeard && !this.said.includes(frame.text)) {
      this.said.push(frame.text);
      console.log(`agent  ${frame.text}`);
    }
    await this.pushFrame(frame, direction);
  }
}
