import { readFile } from 'node:fs/promises';
import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import decode from '@audio/decode-mp3';
import { voice } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';

const sampleRate = 16_000;
const frameSamples = sampleRate / 100;

/** Stands where a participant's microphone would. */
export class Microphone extends voice.AudioInput {
  #controller: ReadableStreamDefaultController<AudioFrame> | undefined;

  constructor() {
    super();
    this.multiStream.addInputStream(new ReadableStream<AudioFrame>({ start: (one) => void (this.#controller = one) }));
  }

  /** Plays the start of an MP3 file of 16 kHz, some ten times as fast as it was recorded, and is silent for two seconds. */
  async play(path: string, seconds: number): Promise<void> {
    const { channelData } = await decode(await readFile(path));
    const sound = new Float32Array((seconds + 2) * sampleRate);
    sound.set(channelData[0]?.subarray(0, seconds * sampleRate) ?? []);
    const pcm = Int16Array.from(sound, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
    for (let at = 0; at + frameSamples <= pcm.length; at += frameSamples) {
      const samples = pcm.subarray(at, at + frameSamples);
      this.#controller?.enqueue(new AudioFrame(samples, sampleRate, 1, frameSamples));
      await sleep(1);
    }
  }
}
