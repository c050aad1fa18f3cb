import { toPcm16 } from './pcm.ts';

// The worklet's own globals, which the DOM's types leave out.
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Hands on what the microphone gives, in chunks of 50 ms. */
class Microphone extends AudioWorkletProcessor {
  readonly #chunk = new Float32Array(Math.round(sampleRate / 20));
  #filled = 0;

  process([input]: readonly (readonly Float32Array[])[]): boolean {
    for (const sample of input?.[0] ?? []) {
      this.#chunk[this.#filled] = sample;
      this.#filled += 1;
      if (this.#filled === this.#chunk.length) this.#send();
    }
    return true;
  }

  #send(): void {
    const { buffer } = toPcm16(this.#chunk);
    this.port.postMessage(buffer, [buffer]);
    this.#filled = 0;
  }
}

registerProcessor('microphone', Microphone);
