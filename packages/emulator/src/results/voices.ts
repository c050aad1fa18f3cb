import type { Heard, JobParams } from '../jobs.ts';
import type { Word } from '../shapes.ts';
import { withChannelSpeakers } from './channels.ts';

export interface Voices {
  readonly words: readonly Word[];
  /** Whether the words say whose they are. */
  readonly areKnown: boolean;
  readonly warnings: readonly string[];
}

/** Labels words with their channel and their speaker, as far as the request wants them and the engine knows them. */
export function toVoices({ recognition: { words } }: Heard, params: JobParams): Voices {
  const wantsVoices = params['speaker_labels'] === true;
  const isKnown = words.every((word) => word.speaker !== null);
  if (params['multichannel'] === true) {
    const warnings = wantsVoices && !isKnown ? [noVoices] : [];
    return { words: withChannelSpeakers(words, wantsVoices), areKnown: true, warnings };
  }
  const mixed = words.map(({ channel: _channel, ...word }) => word);
  if (!wantsVoices) return { words: mixed.map((word) => ({ ...word, speaker: null })), areKnown: false, warnings: [] };
  return { words: mixed, areKnown: isKnown, warnings: isKnown ? [] : [noSpeakers] };
}

const noSpeakers =
  'speaker_labels is unavailable: the speech engine of this emulator cannot tell voices apart. Only recordings whose ' +
  'fixture names the speakers have utterances.';

const noVoices =
  'speaker_labels is unavailable within a channel: the speech engine of this emulator cannot tell voices apart. Each ' +
  'channel is taken for one speaker.';
