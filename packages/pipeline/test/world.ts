import { setImmediate } from 'node:timers/promises';
import { createJumpingClock } from '@earmark/conformance';
import { type Client, type NodeClientOptions, createClient } from '@earmark/core';
import { type EmulatorOptions, samples, startEmulator } from '@earmark/emulator';
import { type Frame, FrameProcessor, Pipeline, PipelineTask, type PipelineTaskOptions } from '../src/index.ts';
import { type FrameDirection, InputAudioRawFrame, TextFrame } from '../src/index.ts';

export type Plan = NonNullable<
  Extract<NonNullable<EmulatorOptions['script']>, Readonly<Record<string, unknown>>>[string][number]
>;

/** A client of an emulator whose connections go as planned, one after the other, and then well. */
export async function startWorld(plans: readonly Plan[] = [], options: NodeClientOptions = {}) {
  const emulator = await startEmulator({ engine: 'fixtures', script: { 'GET /v3/ws': [...plans] } });
  const clock = createJumpingClock();
  const { url: baseUrl, streamingUrl } = emulator;
  const client: Client = createClient({ baseUrl, streamingUrl, apiKey: 'any-key', clock, ...options });
  return { client, emulator, clock, [Symbol.asyncDispose]: () => emulator.close() };
}

/** The sample meeting as raw audio, 16 kHz, or a part of it in milliseconds. */
export async function meeting(fromMs = 0, toMs = 60_000): Promise<Uint8Array> {
  return (await (decoded ??= samples.meeting.pcm())).subarray(fromMs * 32, toMs * 32);
}

let decoded: Promise<Uint8Array> | undefined;

/** A frame of one sample. */
export function audio(): InputAudioRawFrame {
  return new InputAudioRawFrame({ audio: new Uint8Array(2), sampleRate: 16_000 });
}

export function text(words: string): TextFrame {
  return new TextFrame({ text: words });
}

/** Raw audio as frames of 20 ms. */
export function* toFrames(bytes: Uint8Array): Generator<InputAudioRawFrame> {
  for (let at = 0; at < bytes.length; at += 640) {
    yield new InputAudioRawFrame({ audio: bytes.subarray(at, at + 640), sampleRate: 16_000 });
  }
}

/** Passes everything on, and remembers it; does something first, where it is told what. */
export class Probe extends FrameProcessor {
  readonly seen: Frame[] = [];
  readonly #first: (frame: Frame, probe: Probe, signal: AbortSignal) => Promise<void> | void;

  constructor(first: (frame: Frame, probe: Probe, signal: AbortSignal) => Promise<void> | void = () => undefined) {
    super();
    this.#first = first;
  }

  override async processFrame(frame: Frame, direction: FrameDirection): Promise<void> {
    this.seen.push(frame);
    await this.#first(frame, this, this.signal);
    await this.pushFrame(frame, direction);
  }

  of<Kind extends Frame>(Kind: abstract new (...fields: never[]) => Kind): Kind[] {
    return this.seen.filter((frame): frame is Kind => frame instanceof Kind);
  }

  names(): string[] {
    return this.seen.map((frame) => frame.constructor.name);
  }
}

/** A running pipeline, and how it ends. */
export function start(processors: readonly FrameProcessor[], options: PipelineTaskOptions = {}) {
  const errors: string[] = [];
  const onError = (frame: { readonly error: string }): void => void errors.push(frame.error);
  const task = new PipelineTask(new Pipeline(processors), { onError, ...options });
  return { task, errors, over: task.run() };
}

/** Lets others go on until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 30_000;
  while (!isSo()) {
    if (Date.now() > giveUpAt) throw new Error(`It never came to be: ${isSo.toString()}`);
    await setImmediate();
  }
}
