import type { Sound } from '../audio/decode.ts';
import { toMp3 } from '../audio/mp3.ts';
import { toWav16 } from '../audio/wav.ts';
import type { RedactedFile } from '../redacted-audio.ts';
import type { Json, Word } from '../shapes.ts';
import { objectOf } from './fields.ts';
import type { Span } from './window.ts';

const beep = { hz: 1_000, amplitude: 0.2 };

export interface RedactedSound {
  readonly file?: RedactedFile;
  readonly warnings: readonly string[];
}

/** The recording as the file that was asked for, with a beep, or silence where wanted, in place of what was redacted. */
export async function redactAudio(sound: Sound, spans: readonly Span[], params: Json): Promise<RedactedSound> {
  const wav = toWav16(cover(sound, spans, toOptions(params)['override_audio_redaction_method'] === 'silence'));
  if (params['redact_pii_audio_quality'] === 'wav') return { file: { quality: 'wav', bytes: wav }, warnings: [] };
  const mp3 = await toMp3(wav);
  if (mp3 === undefined) return { file: { quality: 'wav', bytes: wav }, warnings: [noMp3] };
  return { file: { quality: 'mp3', bytes: mp3 }, warnings: [] };
}

/** Whether redacted audio is wanted, of speech or even of a recording without any. */
export function isRedactable(params: Json, words: readonly Word[]): boolean {
  const wantsSilence = toOptions(params)['return_redacted_no_speech_audio'] === true;
  return params['redact_pii_audio'] === true && (words.length > 0 || wantsSilence);
}

/** What is said where the service's limit forbids it. */
export function tooLargeToRedact(mostBytes: number): RedactedSound {
  return { warnings: [`redact_pii_audio: only recordings of less than ${mostBytes / 1e9} GB are redacted.`] };
}

function toOptions(params: Json): Json {
  return objectOf(params['redact_pii_audio_options']);
}

// In every channel: a voice is heard in its neighbour's microphone too.
function cover({ sampleRate, channels }: Sound, spans: readonly Span[], silently: boolean): Sound {
  const step = (2 * Math.PI * beep.hz) / sampleRate;
  const covered = channels.map((channel) => {
    const copy = channel.slice();
    for (const { start, end } of spans) {
      const [from, to] = [Math.floor((start / 1000) * sampleRate), Math.ceil((end / 1000) * sampleRate)];
      for (let at = from; at < Math.min(to, copy.length); at += 1) {
        copy[at] = silently ? 0 : beep.amplitude * Math.sin(step * (at - from));
      }
    }
    return copy;
  });
  return { sampleRate, channels: covered };
}

const noMp3 =
  'redact_pii_audio_quality: the redacted audio is written as wav, not as mp3, which takes an ffmpeg with libmp3lame ' +
  'where this emulator runs.';
