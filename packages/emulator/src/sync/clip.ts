import decodeWav from '@audio/decode-wav';
import { type Sound, durationMs } from '../audio/decode.ts';
import { fromPcm16 } from '../audio/pcm.ts';
import { isJson } from '../is-json.ts';
import type { Json } from '../shapes.ts';
import type { Part } from './multipart.ts';
import { problemDetails } from './problem-details.ts';

export interface Clip {
  readonly sound: Sound;
  /** Whether words are wanted with their times. */
  readonly timestamps: boolean;
}

const [shortestMs, longestMs] = [80, 120_000];
const mostChannels = 8;
const [lowestRate, highestRate] = [8000, 48_000];

/** Makes a clip of a form's parts, refusing what the service does not take. */
export function toClip(parts: readonly Part[]): Clip {
  const config = toConfig(parts.find(({ name }) => name === 'config'));
  const audio = parts.find(({ name }) => name === 'audio');
  if (audio === undefined || audio.bytes.length === 0) throw problemDetails(400, 'The audio part is missing or empty.');
  const sound = toSound(audio, config);
  if (sound.sampleRate < lowestRate || sound.sampleRate > highestRate) {
    throw badAudio(`The sample rate must be from ${lowestRate} to ${highestRate} Hz.`);
  }
  if (durationMs(sound) < shortestMs) throw badAudio(`The clip is shorter than ${shortestMs} ms.`);
  if (durationMs(sound) > longestMs) {
    throw problemDetails(413, `The clip is longer than ${longestMs / 1000} s.`, 'Audio Too Large');
  }
  return { sound, timestamps: config['timestamps'] === true };
}

type Rule = readonly [name: string, isFine: (value: unknown) => boolean, otherwise: string];

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);
const isWhole = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;

// The lengths that the service's own JavaScript SDK (4.41) keeps to; older pages have lower ones.
const rules: readonly Rule[] = [
  ['prompt', (value) => typeof value === 'string' && value.length <= 6000, 'a text of at most 6000 characters'],
  [
    'keyterms_prompt',
    (value) => isTexts(value) && value.length <= 100 && lengthOf(value) <= 8000,
    'a list of at most 100 texts with 8000 characters',
  ],
  ['conversation_context', isTexts, 'a list of texts'],
  ['language_codes', isTexts, 'a list of texts'],
  ['sample_rate', isWhole, 'a whole number of Hz'],
  ['channels', (value) => isWhole(value) && Number(value) <= mostChannels, `a whole number from 1 to ${mostChannels}`],
  ['timestamps', (value) => typeof value === 'boolean', 'a Boolean'],
];

function toConfig(part: Part | undefined): Json {
  const config = part === undefined ? {} : parse(part.bytes.toString());
  if (!isJson(config)) throw problemDetails(400, 'The config part must be a JSON object.');
  for (const [name, isFine, otherwise] of rules) {
    if (config[name] !== undefined && !isFine(config[name])) throw problemDetails(400, `${name} must be ${otherwise}.`);
  }
  return config;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function toSound({ type, bytes }: Part, config: Json): Sound {
  const [kind = ''] = type.toLowerCase().split(';');
  if (['audio/pcm', 'audio/raw', 'audio/l16'].includes(kind)) return fromPcm(bytes, config);
  if (['audio/wav', 'audio/x-wav', 'audio/wave'].includes(kind)) return fromWav(bytes);
  throw problemDetails(415, `The audio part must be audio/wav or audio/pcm, not ${kind}.`);
}

function fromWav(bytes: Buffer): Sound {
  try {
    const { sampleRate, channelData } = decodeWav(bytes);
    if (sampleRate > 0 && channelData.length > 0) return { sampleRate, channels: channelData };
  } catch {
    // Falls through: what cannot be decoded is refused like what is empty.
  }
  throw badAudio('The audio is no WAV file.');
}

function fromPcm(bytes: Buffer, { sample_rate, channels }: Json): Sound {
  if (typeof sample_rate === 'number' && typeof channels === 'number') return fromPcm16(bytes, sample_rate, channels);
  throw badAudio('Raw PCM needs sample_rate and channels in the config.');
}

function badAudio(detail: string): Error {
  return problemDetails(400, detail, 'Bad Audio');
}
