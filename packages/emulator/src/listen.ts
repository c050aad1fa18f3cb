import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { type Sound, decode, durationMs } from './audio/decode.ts';
import type { Recognition, SpeechEngine } from './engines/engine.ts';
import { JobFailure } from './job-failure.ts';
import type { Heard } from './jobs.ts';
import { distinctChannels, isSilent, mergeChannels } from './results/channels.ts';
import type { Uploads } from './uploads.ts';

const shortestMs = 160;

/** Fetches a job's audio, decodes it, and asks the engines in turn, about every channel by itself where wanted. */
export function createListener(
  uploads: Uploads,
  engines: readonly SpeechEngine[],
  folder: string,
  signal: AbortSignal,
): (audioUrl: string, perChannel: boolean) => Promise<Heard> {
  return async (audioUrl, perChannel) => {
    const path = uploads.find(audioUrl) ?? (await download(audioUrl, folder, signal));
    const sound = await decode(path, signal);
    if (sound === undefined) throw new JobFailure(notAudio);
    if (durationMs(sound) < shortestMs) throw new JobFailure('Audio duration is too short.');
    const channels = perChannel ? distinctChannels(sound) : [];
    for (const engine of engines) {
      const heard = perChannel ? hearChannels(engine, sound, channels, signal) : engine.recognise(sound, signal);
      const recognition = await heard.catch((error: unknown) => {
        throw new JobFailure(`The speech engine ${engine.name} failed: ${messageOf(error)}`);
      });
      if (recognition !== undefined)
        return { recognition, sound, ...(perChannel ? { channels: channels.length } : {}) };
    }
    throw new JobFailure(unknownRecording(engines));
  };
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

const notAudio =
  'File does not appear to contain audio. This emulator decodes wav, mp3, flac, ogg and opus by itself, ' +
  'and everything else with ffmpeg, when it is installed.';

function unknownRecording(engines: readonly SpeechEngine[]): string {
  const asked = engines.map((engine) => engine.name).join(', ') || 'none';
  return (
    `No speech engine of this emulator knows the recording (asked: ${asked}). Install pocketsphinx ` +
    '(apt-get install pocketsphinx pocketsphinx-en-us), or put the recording and a <name>.json with its words ' +
    'into a folder and start with --fixtures <folder>, or use the real service with ASSEMBLYAI_API_KEY.'
  );
}

async function download(audioUrl: string, folder: string, signal: AbortSignal): Promise<string> {
  const path = join(folder, randomUUID());
  try {
    const response = await fetch(audioUrl, { signal });
    if (response.status === 403) throw new JobFailure(forbidden(audioUrl));
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    await pipeline(response.body, createWriteStream(path));
    return path;
  } catch (error) {
    if (error instanceof JobFailure) throw error;
    throw new JobFailure(
      `Download error, unable to download ${audioUrl}. Please make sure the file exists and is accessible from the internet.`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

function forbidden(audioUrl: string): string {
  return `Download error to ${audioUrl}, 403 Client Error: Forbidden for url: ${audioUrl}`;
}
