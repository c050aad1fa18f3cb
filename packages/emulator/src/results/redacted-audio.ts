import type { Sound } from '../audio/decode.ts';
import { toWav16 } from '../audio/wav.ts';
import type { Json } from '../shapes.ts';
import { objectOf } from './fields.ts';
import type { Span } from './window.ts';

const beep = { hz: 1_000, amplitude: 0.2 };

/** The recording as a WAV file, with a beep, or silence where asked for, in place of what was redacted. */
export function redactAudio({ sampleRate, channels }: Sound, spans: readonly Span[], params: Json): Uint8Array {
  const { override_audio_redaction_method: method } = objectOf(params['redact_pii_audio_options']);
  const step = (2 * Math.PI * beep.hz) / sampleRate;
  // Every channel: a voice is heard in its neighbour's microphone too.
  const redacted = channels.map((channel) => {
    const copy = channel.slice();
    for (const { start, end } of spans) {
      const [from, to] = [Math.floor((start / 1000) * sampleRate), Math.ceil((end / 1000) * sampleRate)];
      for (let at = from; at < Math.min(to, copy.length); at += 1) {
        copy[at] = method === 'silence' ? 0 : beep.amplitude * Math.sin(step * (at - from));
      }
    }
    return copy;
  });
  return toWav16({ sampleRate, channels: redacted });
}
