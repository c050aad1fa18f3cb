import type { Sound } from './audio/decode.ts';
import { type Recording, openRecording } from './audio/recording.ts';
import { sniffText } from './audio/sniff.ts';
import { download } from './download.ts';
import { type Recognition, type SpeechEngine, canRecall } from './engines/engine.ts';
import { JobFailure } from './job-failure.ts';
import type { Heard, Listen } from './jobs.ts';
import type { defaultMediaLimits } from './media-limits.ts';
import { distinctChannels, isSilent, mergeChannels } from './results/channels.ts';
import type { Uploads } from './uploads.ts';

export interface ListenerWorld {
  readonly uploads: Uploads;
  readonly engines: readonly SpeechEngine[];
  /** For what is downloaded. */
  readonly folder: string;
  readonly limits: typeof defaultMediaLimits;
  readonly signal: AbortSignal;
}

/** Fetches a job's audio, decodes it, and asks the engines in turn, about every channel by itself where wanted. */
export function createListener(world: ListenerWorld): Listen {
  const { uploads, engines, folder, limits, signal } = world;
  return async (audioUrl, perChannel, use) => {
    async function hearFile(path: string, toFailure: ToFailure) {
      const recording = await open(path, world, toFailure);
      try {
        return await use(await hearRecording(recording, perChannel, engines, signal));
      } finally {
        recording.close();
      }
    }
    const upload = uploads.find(audioUrl);
    if (upload !== undefined) return await hearFile(upload, toNoTranscoding);
    const to = { folder, mostBytes: limits.downloadBytes, signal };
    return await download(audioUrl, to, (path) => hearFile(path, toNoMedia));
  };
}

async function hearRecording(
  recording: Recording,
  perChannel: boolean,
  engines: readonly SpeechEngine[],
  signal: AbortSignal,
): Promise<Heard> {
  if (perChannel) {
    const sound = await recording.sound();
    const channels = distinctChannels(sound);
    const ask = (engine: SpeechEngine) => hearChannels(engine, sound, channels, signal);
    return { recognition: await askInTurn(engines, ask, signal), recording, channels: channels.length };
  }
  const ask = async (engine: SpeechEngine): Promise<Recognition | undefined> =>
    canRecall(engine)
      ? await engine.recall(recording.print())
      : await engine.recognise(await recording.sound(), signal);
  return { recognition: await askInTurn(engines, ask, signal), recording };
}

/** Asks the engines in turn; the first that knows the recording is believed. */
export async function hear(sound: Sound, engines: readonly SpeechEngine[], signal: AbortSignal): Promise<Recognition> {
  return await askInTurn(engines, (engine) => engine.recognise(sound, signal), signal);
}

async function askInTurn(
  engines: readonly SpeechEngine[],
  ask: (engine: SpeechEngine) => Promise<Recognition | undefined>,
  signal: AbortSignal,
): Promise<Recognition> {
  for (const engine of engines) {
    signal.throwIfAborted();
    const recognition = await ask(engine).catch((error: unknown) => {
      if (error instanceof JobFailure) throw error;
      throw new JobFailure(`The speech engine ${engine.name} failed: ${messageOf(error)}`);
    });
    if (recognition !== undefined) return recognition;
  }
  throw new JobFailure(unknownRecording(engines));
}

// Undefined unless the engine knows every channel, or the whole with its channels told apart.
async function hearChannels(
  engine: SpeechEngine,
  sound: Sound,
  channels: readonly Sound[],
  signal: AbortSignal,
): Promise<Recognition | undefined> {
  const heard: Recognition[] = [];
  for (const channel of channels) {
    const silence = { words: [], languageCode: 'en_us' };
    const recognition = isSilent(channel) ? silence : await engine.recognise(channel, signal);
    if (recognition === undefined) {
      const whole = await engine.recognise(sound, signal);
      return whole?.words.every((word) => word.channel !== undefined) === true ? whole : undefined;
    }
    heard.push(recognition);
  }
  const main = heard.find(({ words }) => words.length > 0) ?? heard[0];
  return main && { ...main, words: mergeChannels(heard.map(({ words }) => words)) };
}

type ToFailure = (type: string, description: string) => string;

// Text never reaches a decoder: ffmpeg would take a playlist as leave to open what it names.
async function open(path: string, { limits, signal }: ListenerWorld, toFailure: ToFailure): Promise<Recording> {
  const text = await sniffText(path);
  if (text !== undefined) throw new JobFailure(toFailure(text.type, text.description));
  const recording = await openRecording(path, limits.longestMs, signal);
  if (recording === undefined) throw new JobFailure(notAudio);
  if (recording.durationMs < limits.shortestMs) throw new JobFailure('Audio duration is too short.');
  if (recording.durationMs > limits.longestMs) throw new JobFailure(tooLong(limits.longestMs));
  return recording;
}

// https://www.assemblyai.com/docs/faq/common-errors-and-solutions
function toNoMedia(type: string, description: string): string {
  return `File does not appear to contain audio. File type is ${type} (${description}).`;
}

function toNoTranscoding(type: string): string {
  return `Transcoding failed. File type ${type}`;
}

const notAudio = `${toNoMedia('application/octet-stream', 'data')} This emulator decodes wav, mp3, flac, ogg and opus by itself, and everything else with ffmpeg, when it is installed.`;

// The service's words for what is too short; of what is too long it says nothing in public.
function tooLong(mostMs: number): string {
  return `Audio duration is too long. The most is ${mostMs / 3_600_000} hours.`;
}

function unknownRecording(engines: readonly SpeechEngine[]): string {
  const asked = engines.map((engine) => engine.name).join(', ') || 'none';
  return (
    `No speech engine of this emulator knows the recording (asked: ${asked}). Install pocketsphinx ` +
    '(apt-get install pocketsphinx pocketsphinx-en-us), or put the recording and a <name>.json with its words ' +
    'into a folder and start with --fixtures <folder>, or use the real service with ASSEMBLYAI_API_KEY.'
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
