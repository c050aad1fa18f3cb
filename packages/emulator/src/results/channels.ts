import type { Sound } from '../audio/decode.ts';
import type { Word } from '../shapes.ts';

// What coding can move a sample by, when both channels carry the same sound.
const same = 1e-3;
const silent = 1e-4;

/** The channels that really differ: decoders and recorders often double a single one. */
export function distinctChannels({ sampleRate, channels }: Sound): Sound[] {
  const distinct: Float32Array[] = [];
  for (const channel of channels) {
    if (!distinct.some((other) => isSame(other, channel))) distinct.push(channel);
  }
  return distinct.map((channel) => ({ sampleRate, channels: [channel] }));
}

export function isSilent({ channels }: Sound): boolean {
  return channels.every((channel) => channel.every((sample) => Math.abs(sample) < silent));
}

/** Words of several channels in the order they were said, each with its channel's number, from 1. */
export function mergeChannels(channels: readonly (readonly Word[])[]): Word[] {
  return channels
    .flatMap((words, at) => words.map((word) => ({ ...word, channel: String(at + 1) })))
    .toSorted((one, other) => one.start - other.start || one.end - other.end);
}

/** Names who speaks: the channel's number, and the voice behind it where voices were asked for and are known. */
export function withChannelSpeakers(words: readonly Word[], wantsVoices: boolean): Word[] {
  return words.map((word) => ({ ...word, speaker: `${word.channel ?? '1'}${(wantsVoices && word.speaker) || ''}` }));
}

function isSame(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length && one.every((sample, at) => Math.abs(sample - (other[at] ?? 0)) < same);
}
