import { stat } from 'node:fs/promises';
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

// Memory is the whole process's: of all long recordings, only one at a time is in it.
const takeTurn = createTurns();

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
  const small = await decodeSmall(path);
  if (small === 'no-media') return undefined;
  if (small !== undefined) return toRecording(small, size);
  const long = await listenThrough(path, mostMs, signal);
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
  let turn: Promise<() => void> | undefined;
  let loading: Promise<Sound> | undefined;
  async function load(): Promise<Sound> {
    await (turn = takeTurn());
    const sound = await decode(path, signal);
    if (sound === undefined) throw new Error('a recording could be read once and not twice');
    return sound;
  }
  return {
    sound: () => (loading ??= load()),
    close: () => void turn?.then((pass) => pass()),
  };
}
