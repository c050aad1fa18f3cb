import { type EmulatorOptions, samples, startEmulator } from '@earmark/emulator';
import { createJumpingClock } from '@earmark/conformance';
import { type Client, type NodeClientOptions, type StreamingEvent, createClient } from '../../src/index.ts';
import { key } from '../world.ts';

export type Plan = NonNullable<
  Extract<NonNullable<EmulatorOptions['script']>, Readonly<Record<string, unknown>>>[string][number]['stream']
>;

/** A client of an emulator whose sessions go as planned, one after the other, and then well. */
export async function startStreams(
  plans: readonly Plan[] = [],
  { engine = 'fixtures', ...options }: NodeClientOptions & Pick<EmulatorOptions, 'engine'> = {},
) {
  const script = { 'GET /v3/ws': plans.map((stream) => ({ stream })) };
  const emulator = await startEmulator({ engine, script });
  const clock = createJumpingClock();
  const { url: baseUrl, streamingUrl } = emulator;
  const client: Client = createClient({ baseUrl, streamingUrl, apiKey: key, clock, ...options });
  return { client, emulator, clock, [Symbol.asyncDispose]: () => emulator.close() };
}

export async function collect(events: AsyncIterable<StreamingEvent>): Promise<StreamingEvent[]> {
  const all: StreamingEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

export type TurnEnd = Extract<StreamingEvent, { readonly type: 'turn-end' }>;

export function turnEnds(events: readonly StreamingEvent[]): TurnEnd[] {
  return events.filter((event): event is TurnEnd => event.type === 'turn-end');
}

/** Every word that was made final. */
export function wordsOf(events: readonly StreamingEvent[]): TurnEnd['words'] {
  return turnEnds(events).flatMap(({ words }) => words);
}

/** The sample meeting as raw audio, 16 kHz, or a part of it in milliseconds. */
export async function meeting(fromMs = 0, toMs = 60_000): Promise<Uint8Array> {
  decoded ??= samples.meeting.pcm();
  return (await decoded).subarray(fromMs * 32, toMs * 32);
}

let decoded: Promise<Uint8Array> | undefined;
