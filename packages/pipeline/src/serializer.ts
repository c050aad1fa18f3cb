import { type Frame, InputAudioRawFrame, OutputAudioRawFrame, type StartFrame } from './frames.ts';
import { InterimTranscriptionFrame, TextFrame, TranscriptionFrame } from './text-frames.ts';

/** What a peer's messages mean as frames, and the other way round: one for each protocol. */
export interface FrameSerializer {
  /** Told of the sample rates. */
  setup?(frame: StartFrame): void;
  /** `undefined` for frames the peer does not get. */
  serialize(frame: Frame): string | Uint8Array | undefined;
  /** `undefined` for messages that are nothing. What it throws goes upstream as an ErrorFrame. */
  deserialize(data: string | Uint8Array): Frame | undefined;
}

/** Binary messages are audio, both ways; what is heard and answered goes out as JSON, in text messages. */
export class RawAudioSerializer implements FrameSerializer {
  #sampleRate = 16_000;

  setup({ audioInSampleRate }: StartFrame): void {
    this.#sampleRate = audioInSampleRate;
  }

  serialize(frame: Frame): string | Uint8Array | undefined {
    if (frame instanceof OutputAudioRawFrame) return frame.audio;
    if (frame instanceof InterimTranscriptionFrame) return JSON.stringify({ type: 'interim', text: frame.text });
    if (frame instanceof TranscriptionFrame) {
      const { text, userId: user_id, timestamp, language, finalized } = frame;
      return JSON.stringify({ type: 'transcription', text, user_id, timestamp, language, finalized });
    }
    return frame instanceof TextFrame ? JSON.stringify({ type: 'text', text: frame.text }) : undefined;
  }

  deserialize(data: string | Uint8Array): Frame | undefined {
    return typeof data === 'string' ? undefined : new InputAudioRawFrame({ audio: data, sampleRate: this.#sampleRate });
  }
}
