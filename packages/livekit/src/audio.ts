import { AudioFrame } from '@livekit/rtc-node';

/** A frame of one channel, the mean of all there are. */
export function toMono(frame: AudioFrame): AudioFrame {
  const { data, channels, sampleRate, samplesPerChannel } = frame;
  if (channels === 1) return frame;
  const mean = Int16Array.from({ length: samplesPerChannel }, (_, index) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) sum += data[index * channels + channel] ?? 0;
    return sum / channels;
  });
  return new AudioFrame(mean, sampleRate, 1, samplesPerChannel);
}

/** Samples as they are sent; 16 bits are passed on without a copy. */
export function toBytes(samples: Int16Array, encoding: string): Int16Array | Uint8Array {
  return encoding === 'pcm_mulaw' ? Uint8Array.from(samples, toMulaw) : samples;
}

const bias = 132;
const clip = 32_635;

/** G.711 µ-law of a 16-bit sample. */
function toMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}
