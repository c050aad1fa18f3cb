import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Sound, decode, decodeSmall, durationMs } from './decode.ts';
import { streamFfmpeg } from './ffmpeg.ts';
import { type Fingerprint, createPrinter, fingerprint } from './fingerprint.ts';
import { createTurns } from './turns.ts';

/** A recording, of which no more is in memory than somebody asks for. */
export interface Recording {
  readonly durationMs: number;
  /** Size of the file. */
  readonly bytes: number;
  print(): Fingerprint;
  /**
   * All of its samples.
   *
   * @throws JobFailure when it is too long for that.
   */
  sound(): Promise<Sound>;
  /** To be called when nobody needs its samples any more. */
  close(): void;
}

// Of the whole process, as memory and processors are. Decoding holds everything else up: what waits is served in between.
const decoding = createTurns(1);
const listening = createTurns(availableParallelism());
// Of all long recordings, one at a time is in memory.
const loaded = createTurns(1);

/**
 * Opens a file of any supported kind. What is short is decoded at once; what is long is listened through with ffmpeg,
 * where it is installed, and only its fingerprint is kept.
 *
 * @param mostMs - Nothing is listened to after that.
 * @returns Undefined when the bytes are not audio.
 * @throws JobFailure when it takes ffmpeg and there is none.
 */
export async function openRecording(
  path: string,
  mostMs: number,
  signal?: AbortSignal,
): Promise<Recording | undefined> {
  const { size } = await stat(path);
  const small = await decoding(() => breathe(path).then(decodeSmall));
  if (small === 'no-media') return undefined;
  if (small !== undefined) return toRecording(small, size);
  const long = await listening(() => listenThrough(path, mostMs, signal));
  if (long !== 'missing') return long && { ...long, bytes: size };
  const sound = await decode(path, signal);
  return sound && toRecording(sound, size);
}

function toRecording(sound: Sound, bytes: number): Recording {
  return {
    durationMs: durationMs(sound),
    bytes,
    print: () => fingerprint(sound),
    sound: () => Promise.resolve(sound),
    close: () => undefined,
  };
}

async function listenThrough(path: string, mostMs: number, signal: AbortSignal | undefined) {
  const { sampleRate, pieces, outcome } = streamFfmpeg(path, mostMs / 1000 + 1, signal);
  const printer = createPrinter(sampleRate);
  for await (const samples of pieces) printer.push(samples);
  const ended = await outcome;
  if (ended === 'missing') return ended;
  const print = printer.end();
  if (ended === 'failed' || print.durationMs === 0) return undefined;
  return { durationMs: print.durationMs, print: () => print, ...loadOnce(path, signal) };
}

function loadOnce(path: string, signal: AbortSignal | undefined): Pick<Recording, 'sound' | 'close'> {
  let loading: Promise<Sound> | undefined;
  let close: (() => void) | undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  async function load(): Promise<Sound> {
    const sound = await decode(path, signal);
    if (sound === undefined) throw new Error('a recording could be read once and not twice');
    return sound;
  }
  // Its turn lasts until nobody needs it any more.
  const inTurn = (): Promise<Sound> =>
    new Promise((resolve, reject) => {
      void loaded(async () => {
        await load().then(resolve, reject);
        await closed;
      });
    });
  return { sound: () => (loading ??= inTurn()), close: () => close?.() };
}
