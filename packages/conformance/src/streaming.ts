import { type Emulator, type StreamRecord, samples } from '@earmark/emulator';
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Final, Place, StreamCall, Subject } from './case.ts';

/** Universal-Streaming, whose turns come as they are spoken. */
export const english = Object.freeze({ speech_model: 'universal-streaming-english' });

const bytesPerMs = 32;
let recorded: Promise<Uint8Array> | undefined;

/** The sample meeting's first milliseconds, as raw audio in chunks of so many bytes. */
export async function* speech(ms: number, chunkBytes = 100 * bytesPerMs): AsyncGenerator<Uint8Array, void> {
  const audio = (await (recorded ??= samples.meeting.pcm())).subarray(0, ms * bytesPerMs);
  for (let at = 0; at < audio.length; at += chunkBytes) yield audio.subarray(at, at + chunkBytes);
}

/** The words that are spoken in the sample meeting's first milliseconds, without their punctuation. */
export function spoken(ms: number): string[] {
  return samples.meeting.words.filter(({ end }) => end <= ms).map(({ text }) => plain(text));
}

/** The words of finals, likewise. */
export function heard(finals: readonly Final[]): string[] {
  return finals.flatMap(({ text }) => text.split(/\s+/).map(plain)).filter((word) => word !== '');
}

/** Everything a subject hears of a stream. */
export async function listen(subject: Subject, place: Place, call: Partial<StreamCall>): Promise<Final[]> {
  const { audio = speech(3_200), params = english, signal } = call;
  assert.ok(subject.stream !== undefined, 'a subject that can stream has to have `stream`');
  const finals: Final[] = [];
  for await (const final of subject.stream(place, { audio, params, signal })) finals.push(final);
  return finals;
}

// Only who waits for ever takes this long: the clock's pauses are over at once.
const mostMs = 8_000;

/** Rejects for what never settles. */
export async function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  const stop = new AbortController();
  const late = wait(mostMs, undefined, { signal: stop.signal }).then(() => assert.fail('it never came to an end'));
  return await Promise.race([promise, late]).finally(() => stop.abort());
}

/** What the service saw of each connection, in order. */
export function connections({ journal }: Emulator): StreamRecord[] {
  return journal.flatMap(({ stream }) => (stream === undefined ? [] : [stream]));
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9']/g, '');
}
