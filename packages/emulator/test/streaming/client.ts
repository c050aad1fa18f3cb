import { expect, onTestFinished } from 'vitest';
import { type RawData, WebSocket } from 'ws';
import { decode, toMono } from '../../src/audio/decode.ts';
import { resample } from '../../src/audio/resample.ts';
import { toPcm16 } from '../../src/audio/wav.ts';
import { samples } from '../../src/index.ts';
import { until } from '../clock.ts';
import { problemsOfMessage } from './published.ts';

/** A message of the service, with what these tests look at. */
export interface Message {
  readonly type: string;
  readonly error?: string;
  readonly turn_order?: number;
  readonly turn_is_formatted?: boolean;
  readonly end_of_turn?: boolean;
  readonly end_of_turn_confidence?: number;
  readonly transcript?: string;
  readonly utterance?: string;
  readonly words?: readonly Word[];
  readonly [field: string]: unknown;
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly word_is_final: boolean;
}

type Query = Readonly<Record<string, string | number | boolean>>;

/** The whole of a streaming client that these tests need: a socket and a list of what came. */
export async function openStream(
  url: string,
  query: Query = {},
  options: { key?: string | undefined; ca?: string; until?: 'Begin' | 'open' | 'nothing' } = {},
) {
  const { key = 'any-key', ca } = options;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) params.set(name, String(value));
  const headers = key === '' ? {} : { authorization: key };
  const socket = new WebSocket(`${url}/v3/ws?${params.toString()}`, { headers, ...(ca === undefined ? {} : { ca }) });
  onTestFinished(() => socket.terminate());
  const messages: Message[] = [];
  socket.on('message', (data: RawData) => {
    const message = JSON.parse(toText(data)) as Message;
    messages.push(message);
    expect(problemsOfMessage(message)).toEqual([]);
  });
  socket.on('error', () => undefined);
  const closed = new Promise<{ readonly code: number; readonly reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });

  const isOver = (): boolean => socket.readyState === socket.CLOSED;
  const has = (type: string) => async (): Promise<void> =>
    await until(() => isOver() || messages.some((message) => message.type === type), type);
  const turns = (): Message[] => messages.filter(({ type }) => type === 'Turn');

  /** Sends audio in messages of so many bytes. */
  function stream(audio: Uint8Array, bytes = 1_600): void {
    for (let at = 0; at < audio.byteLength; at += bytes) socket.send(audio.subarray(at, at + bytes));
  }

  const say = (message: unknown): void => socket.send(typeof message === 'string' ? message : JSON.stringify(message));

  async function terminate() {
    say({ type: 'Terminate' });
    return await closed;
  }

  if (options.until !== 'nothing') await has(options.until ?? 'Begin')();
  return {
    socket,
    messages,
    closed,
    stream,
    say,
    terminate,
    turns,
    ended: () => turns().filter(({ end_of_turn }) => end_of_turn === true),
    has: (type: string) => has(type)(),
  };
}

let meeting: Promise<Float32Array> | undefined;
const sampleRate = 16_000;

/** The sample meeting as PCM at 16 kHz, from one millisecond to another. */
export async function meetingPcm(fromMs = 0, toMs = Infinity): Promise<Buffer> {
  const samples16 = await meetingAt(sampleRate);
  return toPcm16([
    samples16.subarray(fromMs * (sampleRate / 1000), Math.min(samples16.length, toMs * (sampleRate / 1000))),
  ]);
}

/** The sample meeting's samples at a rate. */
export async function meetingAt(rate: number): Promise<Float32Array> {
  meeting ??= decode(samples.meeting.audio).then(async (sound) => {
    if (sound === undefined) throw new Error('the sample does not sound');
    return await resample(toMono(sound), sound.sampleRate, sampleRate);
  });
  return await resample(await meeting, sampleRate, rate);
}

export function silence(ms: number): Buffer {
  return Buffer.alloc(ms * 32);
}

/** What a message says. */
export function toText(data: RawData): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString();
}
