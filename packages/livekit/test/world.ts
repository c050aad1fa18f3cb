import { setTimeout as sleep } from 'node:timers/promises';
import { type EmulatorOptions, samples, startEmulator } from '@earmark/emulator';
import { initializeLogger, type stt } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { decode as toSound, toMono } from '../../emulator/src/audio/decode.ts';
import { resample } from '../../emulator/src/audio/resample.ts';
import { toPcm16 } from '../../emulator/src/audio/wav.ts';
import { STT, type STTOptions } from '../src/index.ts';

initializeLogger({ pretty: false, level: 'silent' });

export type Plan = NonNullable<
  Extract<NonNullable<EmulatorOptions['script']>, Readonly<Record<string, unknown>>>[string][number]
>;

/** LiveKit's speech-to-text of an emulator whose connections go as planned, one after the other, and then well. */
export async function startWorld(plans: readonly Plan[] = [], options: STTOptions = {}) {
  const emulator = await startEmulator({ engine: 'fixtures', script: { 'GET /v3/ws': [...plans] } });
  const { url: restBaseUrl, streamingUrl: baseUrl } = emulator;
  const errors: Error[] = [];
  const ear = new STT({ apiKey: 'any-key', baseUrl, restBaseUrl, ...options });
  ear.on('error', ({ error }) => void errors.push(error));
  const streams = () => emulator.journal.flatMap(({ stream }) => (stream === undefined ? [] : [stream]));
  const end = async (): Promise<void> => {
    await ear.close();
    await emulator.close();
  };
  return { ear, errors, emulator, streams, [Symbol.asyncDispose]: end };
}

/** The sample meeting, 16 kHz, or a part of it in milliseconds. */
export async function meeting(fromMs = 0, toMs = 60_000): Promise<Int16Array> {
  decoded ??= decode();
  return (await decoded).subarray(fromMs * 16, toMs * 16);
}

let decoded: Promise<Int16Array> | undefined;

async function decode(): Promise<Int16Array> {
  const sound = await toSound(samples.meeting.audio);
  if (sound === undefined) throw new Error('the sample does not sound');
  const bytes = Uint8Array.from(toPcm16([await resample(toMono(sound), sound.sampleRate, 16_000)]));
  return new Int16Array(bytes.buffer);
}

/** Audio as frames of 10 ms, each a view of the whole. */
export function* toFrames(audio: Int16Array, sampleRate = 16_000): Generator<AudioFrame> {
  const size = sampleRate / 100;
  for (let at = 0; at + size <= audio.length; at += size) {
    yield new AudioFrame(audio.subarray(at, at + size), sampleRate, 1, size);
  }
}

/** Pushes audio and ends, then tells all that was heard. */
export async function hear(stream: stt.SpeechStream, audio: Int16Array): Promise<stt.SpeechEvent[]> {
  for (const frame of toFrames(audio)) stream.pushFrame(frame);
  stream.endInput();
  return await collect(stream);
}

export async function collect(stream: stt.SpeechStream): Promise<stt.SpeechEvent[]> {
  const events: stt.SpeechEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** What was heard, of one kind. */
export function texts(events: readonly stt.SpeechEvent[], type: stt.SpeechEventType): string[] {
  return events.filter((event) => event.type === type).map(({ alternatives }) => alternatives?.[0].text ?? '');
}

export const kinds = (events: readonly stt.SpeechEvent[]): string[] => events.map(({ type }) => kindOf(type));

function kindOf(type: stt.SpeechEventType): string {
  return ['START', 'INTERIM', 'FINAL', 'END', 'USAGE', 'PREFLIGHT'][type] ?? '?';
}

/** Lets others go on until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 30_000;
  while (!isSo()) {
    if (Date.now() > giveUpAt) throw new Error(`It never came to be: ${isSo.toString()}`);
    await sleep(2);
  }
}
